#include "folder/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "folder/marks.hpp"
#include "io/input.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::folder {
namespace {

enum class Kind { text, number, object, array };

struct Field {
  const char* place;  // a JSON pointer; of a point: its name
  Kind kind;
};

constexpr std::array<Field, 12> all_fields = {{{"/version", Kind::text},
                                               {"/arguments", Kind::array},
                                               {"/settings", Kind::object},
                                               {"/data/rows", Kind::number},
                                               {"/data/columns", Kind::number},
                                               {"/data/stored", Kind::number},
                                               {"/threads", Kind::number},
                                               {"/seed", Kind::number},
                                               {"/seconds/load", Kind::number},
                                               {"/seconds/solve", Kind::number},
                                               {"/status", Kind::text},
                                               {"/activity/updates", Kind::number}}};
constexpr std::array<Field, 2> lasso_fields = {{{"/lambda_max", Kind::number}, {"/steps", Kind::array}}};
constexpr std::array<Field, 8> point_fields = {{{"lambda", Kind::number},
                                                {"objective", Kind::number},
                                                {"duality_gap", Kind::number},
                                                {"nonzero", Kind::number},
                                                {"rounds", Kind::number},
                                                {"updates", Kind::number},
                                                {"seconds", Kind::number},
                                                {"stop", Kind::text}}};
constexpr std::array<Field, 8> mf_fields = {{{"/users", Kind::number},
                                             {"/items", Kind::number},
                                             {"/ratings", Kind::number},
                                             {"/train_rmse", Kind::number},
                                             {"/test_rmse", Kind::number},
                                             {"/validation_rmse", Kind::number},
                                             {"/sweeps", Kind::number},
                                             {"/kept_sweep", Kind::number}}};

// A number that is not finite, or that there is none, stands as null.
bool is_a(const Json& value, Kind kind) {
  switch (kind) {
    case Kind::text:
      return value.is_string();
    case Kind::number:
      return value.is_number() || value.is_null();
    case Kind::object:
      return value.is_object();
    case Kind::array:
      return value.is_array();
  }
  return false;
}

[[noreturn]] void refuse(const std::string& path, const Json* value, Kind kind, const std::string& place) {
  constexpr std::array<const char*, 4> words = {"a text", "a number", "an object", "a list"};
  throw malformed({path}, fmt::format("{} at {}", words[static_cast<std::size_t>(kind)], place),
                  value != nullptr ? value->dump(-1, ' ', false, Json::error_handler_t::replace) : "", "nothing");
}

void require(const std::string& path, const Json& json, std::span<const Field> fields) {
  for (const auto& [place, kind] : fields) {
    const Json::json_pointer pointer(place);
    const Json* value = json.contains(pointer) ? &json.at(pointer) : nullptr;
    if (value == nullptr || !is_a(*value, kind)) refuse(path, value, kind, place);
  }
}

void require_point(const std::string& path, const Json& point, std::size_t k) {
  for (const auto& [name, kind] : point_fields) {
    const auto at = point.is_object() ? point.find(name) : point.end();
    const Json* value = at != point.end() ? &*at : nullptr;
    if (value == nullptr || !is_a(*value, kind)) refuse(path, value, kind, fmt::format("/steps/{}/{}", k, name));
  }
}

// What was chosen are points of the path.
void require_choice(const std::string& path, const Json& summary) {
  const std::size_t points = summary["steps"].size();
  for (const auto& [field, name, label] : choices) {
    const Json chosen = summary.value(field, Json());
    if (chosen.is_null()) continue;
    const Json point = chosen.is_object() ? chosen.value(name, Json()) : chosen;
    if (point.is_number_unsigned() && point.get<std::size_t>() < points) continue;
    throw malformed({path}, fmt::format("a step below {} at /{}/{}", points, field, name), point.dump());
  }
}

// May be absent. Else, of data and of problem, settings with their names.
void require_compared(const std::string& path, const Json& summary) {
  const Json compared = summary.value("compared", Json::object());
  const auto require_each = [&](const Json& json, Kind kind, const std::string& place) {
    for (const auto& [key, value] : json.items()) {
      if (!is_a(value, kind)) refuse(path, &value, kind, fmt::format("{}/{}", place, key));
    }
  };
  if (!compared.is_object()) refuse(path, &compared, Kind::object, "/compared");
  require_each(compared, Kind::object, "/compared");
  for (const auto& [kind, settings] : compared.items()) require_each(settings, Kind::text, "/compared/" + kind);
}

}  // namespace

void write_summary(const Json& summary, io::OutputDirectory& directory) {
  directory.write_text(summary_file, summary.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Json read_summary(const std::string& path) {
  const io::Input input = io::open_input(path);
  const io::Text text = io::text_of(path, input.bytes);
  Json summary;
  try {
    summary = Json::parse(text.body);
  } catch (const Json::parse_error& error) {
    const auto at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.body.size());
    io::raise(text, {text.body.data() + at, "JSON", text.body.substr(at, 1), "the end of the file"});
  } catch (const Json::exception&) {
    throw malformed({path}, "numbers that a double holds", "", "others");
  }
  const Json command = summary.is_object() ? summary.value("command", Json()) : Json();
  if (command != lasso_command && command != mf_command) refuse_summary(path);
  return summary;
}

void refuse_summary(const std::string& path) {
  throw malformed({path}, fmt::format("the summary of `strads {}` or `strads {}`", lasso_command, mf_command), "",
                  "something else");
}

void require_reported(const Json& summary, const std::string& path) {
  require(path, summary, all_fields);
  require_compared(path, summary);
  if (summary["command"] == mf_command) return require(path, summary, mf_fields);
  require(path, summary, lasso_fields);
  for (std::size_t k = 0; k < summary["steps"].size(); ++k) require_point(path, summary["steps"][k], k);
  require_choice(path, summary);
}

}  // namespace strads::folder
