#include "report/lasso_page.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>

#include "report/lasso_charts.hpp"
#include "report/svg.hpp"

namespace strads::report {
namespace {

constexpr std::size_t most_rows = 1000;  // of the table of steps
constexpr std::size_t most_coefficients = 20;

void put_steps(const LassoPage& page, std::string& text) {
  if (page.steps.empty()) return;
  text +=
      "<h2>Steps</h2>\n<div class='scroll' tabindex='0'><table>\n<thead><tr><th>step</th><th>\u03bb</th>"
      "<th>nonzero</th><th>objective</th><th>duality gap</th><th>rounds</th><th>updates</th><th>seconds</th>"
      "<th class='text'>stop</th></tr></thead>\n<tbody>\n";
  for (std::size_t k = 0; k < page.steps.size() && k < most_rows; ++k) {
    const auto& step = page.steps[k];
    fmt::format_to(std::back_inserter(text),
                   "<tr><td>{}</td><td>{:.6g}</td><td>{}</td><td>{:#.8g}</td><td>{}</td><td>{}</td><td>{}</td>"
                   "<td>{:.4f}</td><td class='text{}'>{}</td></tr>\n",
                   k, step.lambda, step.nonzero, step.objective, short_number(step.duality_gap), step.rounds,
                   step.updates, step.seconds, step.stop == "converged" ? "" : " bad", escape(step.stop));
  }
  text += "</tbody></table></div>\n";
  if (page.steps.size() > most_rows) {
    fmt::format_to(std::back_inserter(text), "<p>The first {} of {} steps; all are in summary.json.</p>\n", most_rows,
                   page.steps.size());
  }
}

// One fit has no path to draw: its largest coefficients as a table.
void put_coefficients(const LassoPage& page, std::string& text) {
  if (page.steps.size() != 1 || page.steps[0].index.empty()) return;
  text +=
      "<h2>Largest coefficients</h2>\n<div class='scroll' tabindex='0'><table>\n<thead><tr>"
      "<th class='text'>column</th><th>coefficient</th></tr></thead>\n<tbody>\n";
  for (const auto& path : largest_paths(page, most_coefficients)) {
    fmt::format_to(std::back_inserter(text), "<tr><td class='text'>{}</td><td>{:.6g}</td></tr>\n", escape(path.name),
                   path.largest);
  }
  text += "</tbody></table></div>\n";
}

}  // namespace

std::string lasso_page(const LassoPage& page) {
  std::string body = "<section class='charts'>\n" + lasso_charts(page) + "</section>\n";
  put_coefficients(page, body);
  put_steps(page, body);
  return framed(page, body, "trace.csv, coefficients.tsv, summary.json");
}

}  // namespace strads::report
