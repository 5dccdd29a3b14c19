// A study of five people at two variants, written as PLINK does.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/files.hpp"
#include "strads/error.hpp"

namespace strads::io {

inline const std::string head = "\x6c\x1b\x01";
// Five people at two variants: 2 - 1 0 1, and 0 0 2 1 -; a byte holds four people, the first in its lowest bits.
inline const std::string calls = {'\xe4', '\x02', '\x8f', '\x01'};
inline const std::string fam =
    "f1 a 0 0 1 1.5\n"
    "f1 b 0 0 2 -9\n"
    "f2 a 0 0 1 -2\n"
    "f2 c 0 0 0 NA\n"
    "f3 d 0 0 2 4\n";
inline const std::string bim = "1\trs1\t0\t10\tA\tG\n1\trs2\t0\t20\tC\tT\n";

struct Genotypes : Files {
  Genotypes(const std::string& bed_bytes = head + calls, const std::string& fam_text = fam,
            const std::string& bim_text = bim) {
    bed = write("g.bed", bed_bytes);
    (void)write("g.fam", fam_text);
    (void)write("g.bim", bim_text);
  }
  std::string bed;
};

inline std::vector<double> column(const Dataset& data, Index j) {
  std::vector<double> values(static_cast<std::size_t>(data.X.rows()));
  data.X.expand(j, values.data());
  return values;
}

inline std::string complaint(const Genotypes& files, const ReadOptions& options, ErrorKind kind) {
  try {
    (void)read_dataset(files.bed, options);
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    std::string message = error.what();
    const std::string folder = files.path("");
    for (auto at = message.find(folder); at != std::string::npos; at = message.find(folder)) {
      message.erase(at, folder.size());
    }
    return message;
  }
  return "nothing";
}

}  // namespace strads::io
