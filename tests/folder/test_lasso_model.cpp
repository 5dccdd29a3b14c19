// The model of a lasso: written and read back.
#include <doctest/doctest.h>

#include <vector>

#include "folder/folders.hpp"
#include "folder/lasso_model.hpp"
#include "folder/marks.hpp"

using namespace strads::folder;
using strads::Index;
using strads::io::Files;
using strads::linear::Point;

namespace {

std::vector<Point> path() {
  std::vector<Point> points(3);
  points[0].lambda = 1.0 / 3;
  points[0].intercept = -1e-300;
  points[1].lambda = 0.1;
  points[1].intercept = 0.1 + 0.2;
  points[1].index = {4, 7};
  points[1].value = {1.0 / 7, -2e17};
  points[2].lambda = 0;
  points[2].index = {4, 5};
  points[2].value = {0, 5};  // a coefficient that is 0 has no line
  return points;
}

ModelColumn about(Index j, bool genotypes) {
  ModelColumn column{j, "name " + std::to_string(j), 0.1 * static_cast<double>(j), 2.0 / 3};
  if (genotypes) column.variant = {"X", 1000 + j, "A", "<DEL>"};
  return column;
}

Json summary_of(const std::vector<Point>& points) {
  Json summary = {{"command", "lasso"}, {"data", {{"columns", 9}, {"names", true}}}, {"steps", Json::array()}};
  for (const Point& point : points) summary["steps"].push_back({{"lambda", point.lambda}});
  return summary;
}

std::string write(const Files& files, const Json& summary, bool genotypes) {
  return written(files, [&](strads::io::OutputDirectory& directory) {
    write_summary(summary, directory);
    write_coefficients(
        path(), genotypes, [&](Index j) { return about(j, genotypes); }, directory);
  });
}

}  // namespace

TEST_CASE("a path is read as it was written, number by number") {
  for (const bool genotypes : {false, true}) {
    const Files files;
    const FitFolder folder(write(files, summary_of(path()), genotypes));
    const LassoModel model = read_lasso_model(folder);
    CHECK(model.columns == 9);
    CHECK(model.names);
    CHECK(model.genotypes == genotypes);
    CHECK(model.chosen.empty());
    REQUIRE(model.used.size() == 3);
    const std::vector<Index> order = {4, 7, 5};  // of first appearance
    for (std::size_t k = 0; k < order.size(); ++k) {
      const ModelColumn expected = about(order[k], genotypes);
      CHECK(model.used[k].index == expected.index);
      CHECK(model.used[k].name == expected.name);
      CHECK(model.used[k].mean == expected.mean);
      CHECK(model.used[k].deviation == expected.deviation);
      CHECK(model.used[k].variant.chromosome == expected.variant.chromosome);
      CHECK(model.used[k].variant.position == expected.variant.position);
      CHECK(model.used[k].variant.allele1 == expected.variant.allele1);
      CHECK(model.used[k].variant.allele2 == expected.variant.allele2);
    }
    REQUIRE(model.points.size() == 3);
    CHECK(model.points[0].lambda == 1.0 / 3);
    CHECK(model.points[0].intercept == -1e-300);
    CHECK(model.points[0].column.empty());
    CHECK(model.points[1].intercept == 0.1 + 0.2);
    CHECK(model.points[1].column == std::vector<std::size_t>{0, 1});
    CHECK(model.points[1].value == std::vector<double>{1.0 / 7, -2e17});
    CHECK(model.points[2].intercept == 0);
    CHECK(model.points[2].column == std::vector<std::size_t>{2});
    CHECK(model.points[2].value == std::vector<double>{5});
  }
}

TEST_CASE("the bytes of coefficients.tsv") {
  const Files files;
  const std::string plain = write(files, summary_of(path()), false);
  CHECK(text_in(plain + "/coefficients.tsv") ==
        "step\tlambda\tindex\tname\tvalue\tmean\tdeviation\n"
        "0\t0.33333333333333331\t-1\t(intercept)\t-1e-300\t0\t0\n"
        "1\t0.10000000000000001\t-1\t(intercept)\t0.30000000000000004\t0\t0\n"
        "1\t0.10000000000000001\t4\tname 4\t0.14285714285714285\t0.40000000000000002\t0.66666666666666663\n"
        "1\t0.10000000000000001\t7\tname 7\t-2e+17\t0.70000000000000007\t0.66666666666666663\n"
        "2\t0\t5\tname 5\t5\t0.5\t0.66666666666666663\n");
  const std::string genotypes = text_in(write(files, summary_of(path()), true) + "/coefficients.tsv");
  CHECK(genotypes.starts_with(
      "step\tlambda\tindex\tname\tvalue\tmean\tdeviation\tchromosome\tposition\tallele1\tallele2\n"
      "0\t0.33333333333333331\t-1\t(intercept)\t-1e-300\t0\t0\t.\t0\t.\t.\n"));
  CHECK(genotypes.ends_with("\t5\t0.5\t0.66666666666666663\tX\t1005\tA\t<DEL>\n"));
}

TEST_CASE("the steps that cross-validation chose are those of the summary, and steps of the path") {
  const Files files;
  Json summary = summary_of(path());
  summary["cross_validation"] = {{least_error, 2}, {one_standard_error, 1}};
  const std::string folder = write(files, summary, false);
  const LassoModel model = read_lasso_model(FitFolder(folder));
  CHECK(model.chosen == std::map<std::string, Index>{{"least", 2}, {"one_se", 1}});
  for (const Json& bad : {Json{{"least", 3}, {"one_se", 1}}, Json{{"least", 2}}, Json("text")}) {
    summary["cross_validation"] = bad;
    (void)files.write("fit/summary.json", summary.dump());
    CHECK(complaint_of(folder, [&] { (void)read_lasso_model(FitFolder(folder)); }) ==
          "DIR/summary.json: expected the summary of `strads lasso` or `strads mf`, found something else");
  }
}

TEST_CASE("covariates are the last columns of genotypes, and folders of before there were any have none") {
  const Files files;
  Json summary = summary_of(path());
  CHECK(read_lasso_model(FitFolder(write(files, summary, true))).covariates == 0);
  summary["data"]["covariates"] = {"age", "sex"};
  const std::string folder = write(files, summary, true);
  const LassoModel model = read_lasso_model(FitFolder(folder));
  CHECK(model.covariates == 2);
  CHECK_FALSE(model.is_covariate(0));  // column 4
  CHECK(model.is_covariate(1));        // 7
  CHECK_FALSE(model.is_covariate(2));  // 5
  summary["data"]["covariates"] = "age";
  (void)files.write("fit/summary.json", summary.dump());
  CHECK(complaint_of(folder, [&] { (void)read_lasso_model(FitFolder(folder)); }) ==
        "DIR/summary.json: expected the summary of `strads lasso` or `strads mf`, found something else");
}
