#include "report/mf_page.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>

#include "report/mf_charts.hpp"
#include "report/svg.hpp"

namespace strads::report {
namespace {

constexpr std::size_t most_rows = 1000;  // of the table of sweeps

std::string cell(const std::optional<double>& rmse) {
  return rmse ? fmt::format("<td>{:.5f}</td>", *rmse) : std::string();
}

void put_sweeps(const MfPage& page, std::string& text) {
  if (page.trace.empty()) return;
  const MfPoint& last = page.trace.back();
  fmt::format_to(std::back_inserter(text),
                 "<h2>Sweeps</h2>\n<div class='scroll' tabindex='0'><table>\n<thead><tr><th>sweep</th><th>seconds</th>"
                 "<th>objective</th><th>train RMSE</th>{}{}<th>imbalance</th><th class='text'></th></tr></thead>\n"
                 "<tbody>\n",
                 last.validation_rmse ? "<th>validation RMSE</th>" : "", last.test_rmse ? "<th>test RMSE</th>" : "");
  for (std::size_t k = 0; k < page.trace.size() && k < most_rows; ++k) {
    const MfPoint& point = page.trace[k];
    fmt::format_to(std::back_inserter(text),
                   "<tr><td>{}</td><td>{:.4f}</td><td>{:#.8g}</td><td>{:.5f}</td>{}{}<td>{:.3f}</td>"
                   "<td class='text'>{}</td></tr>\n",
                   point.sweep, point.seconds, point.objective, point.train_rmse, cell(point.validation_rmse),
                   cell(point.test_rmse), point.imbalance, point.sweep == page.kept ? "written" : "");
  }
  text += "</tbody></table></div>\n";
  if (page.trace.size() > most_rows) {
    fmt::format_to(std::back_inserter(text), "<p>The first {} of {} sweeps; all are in trace.csv.</p>\n", most_rows,
                   page.trace.size());
  }
}

}  // namespace

std::string mf_page(const MfPage& page) {
  std::string body = "<section class='charts'>\n" + mf_charts(page) + "</section>\n";
  put_sweeps(page, body);
  return framed(page, body, "trace.csv, summary.json");
}

}  // namespace strads::report
