// Every reader, and the commands that read models, held to what must be true whatever the bytes: a fuzzer makes the
// bytes (fuzzer/main.cpp), or they come from the files of corpus/ (test_corpus.cpp).
//
// True of all: nothing is thrown but Error; reading again, in ranges of another size or on more threads gives the same
// numbers or the same sentence; memory is asked for only as far as the machine has it (machine.cpp).
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "strads/error.hpp"

namespace strads::fuzz {

// Of an input's parts (parts.hpp), the nameless one is the file; others are settings (the sources tell which) and files
// beside it.
void csv(std::string_view input);
void libsvm(std::string_view input);
void matrix_market(std::string_view input);
void npy(std::string_view input);
void response(std::string_view input);    // a number a line
void bed(std::string_view input);         // with bim, fam and perhaps pheno, covar
void phenotypes(std::string_view input);  // people: FID, IID a line
void ratings(std::string_view input);
void pairs(std::string_view input);      // users, items: known ids, one a line
void names(std::string_view input);      // of columns, one a line
void inflate(std::string_view input);    // .gz and .zst
void predict(std::string_view input);    // all parts are files of a model's folder; data or data.* is what to predict
void recommend(std::string_view input);  // likewise; users and exclude are those of the command line

struct Harness {
  std::string_view name;
  void (*run)(std::string_view input);
};

inline constexpr std::array<Harness, 13> harnesses{{{"csv", csv},
                                                    {"libsvm", libsvm},
                                                    {"matrix_market", matrix_market},
                                                    {"npy", npy},
                                                    {"response", response},
                                                    {"bed", bed},
                                                    {"phenotypes", phenotypes},
                                                    {"ratings", ratings},
                                                    {"pairs", pairs},
                                                    {"names", names},
                                                    {"inflate", inflate},
                                                    {"predict", predict},
                                                    {"recommend", recommend}}};

// Whether an input is read on more threads too: one of sixteen, because waking a thread takes longer than the rest.
inline bool on_threads(std::string_view input) { return std::hash<std::string_view>()(input) % 16 == 0; }

inline void require(bool holds, const std::string& what) {
  if (!holds) throw std::logic_error("not so: " + what);
}

// What was read, or the sentence with which it was refused.
template <class T>
struct Outcome {
  std::optional<T> value;
  std::string refusal;
  bool operator==(const Outcome&) const = default;
};

template <class Read>
auto outcome_of(const Read& read) -> Outcome<decltype(read())> {
  try {
    return {read(), {}};
  } catch (const Error& error) {
    require(*error.what() != '\0', "a refusal says why");
    return {std::nullopt, error.what()};
  }
}

template <class T>
void require_same(const Outcome<T>& first, const Outcome<T>& other, const std::string& when) {
  require(first.refusal == other.refusal, when + ": \"" + first.refusal + "\" and \"" + other.refusal + "\"");
  require(first == other, when + ": the same was read");
}

}  // namespace strads::fuzz
