// Directories of fits, written by hand.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "io/files.hpp"
#include "report/compare/fits.hpp"
#include "strads/error.hpp"

namespace strads::report {

using folder::Cell;
using folder::Column;
using folder::read_largest_paths;
using folder::read_run;
using folder::read_table;

inline Json lasso_summary(int steps = 2) {
  Json summary = Json::parse(R"({"command": "lasso", "version": "1.2.3", "arguments": ["lasso", "X.npy"],
    "settings": {"data": "some/X.npy", "alpha": 1.0, "tol": 1e-6, "workers": 4}, "threads": 2, "seed": 1,
    "data": {"rows": 5, "columns": 5000, "stored": 15}, "seconds": {"load": 0.5, "solve": 1.5, "total": 2},
    "status": "converged", "activity": {"updates": 9}, "lambda_max": 2.0, "steps": []})");
  for (int k = 0; k < steps; ++k) {
    summary["steps"].push_back(
        Json::parse(R"({"objective": 1, "duality_gap": 1e-7, "explained": 0.5, "nonzero": 1, "rounds": 2,
      "updates": 4, "seconds": 0.1, "stop": "converged"})"));
    summary["steps"].back()["lambda"] = 2.0 / (1 + k);
  }
  return summary;
}

inline constexpr auto lasso_trace_header =
    "# strads 1.2.3 lasso seed=1\n"
    "seconds,emulated_seconds,rounds,updates,lambda,objective,duality_gap,nonzero,kept,refused,imbalance\n";
inline constexpr auto coefficients_header = "step\tlambda\tindex\tname\tvalue\tmean\tdeviation\n";

struct RunFiles {
  Json summary = lasso_summary();
  std::string trace = std::string(lasso_trace_header) + "0,0,0,0,2,10,0.5,0,0,0,0\n1,0.1,2,4,2,8,1e-7,1,4,1,1.5\n";
  std::string coefficients =
      std::string(coefficients_header) + "0\t2\t-1\t(intercept)\t3\t0\t0\n1\t1\t2\tc\t0.5\t1\t2\n";
};

inline RunFiles mf_run() {
  RunFiles files;
  files.summary["command"] = "mf";
  files.summary.update(Json::parse(R"({"users": 4, "items": 3, "ratings": 9, "train_rmse": 0.5, "test_rmse": 0.75,
    "validation_rmse": null, "sweeps": 1, "kept_sweep": 1})"));
  files.trace =
      "# strads\nseconds,emulated_seconds,sweep,updates,objective,train_rmse,test_rmse,imbalance,validation_rmse\n"
      "0,0,0,0,100,1,1.25,0,\n1,0.5,1,7,80,0.5,0.75,1.25,\n";
  return files;
}

// Writes the files to a folder of this name, and returns its path.
inline std::string write_run(const io::Files& files, const std::string& name, const RunFiles& run = {}) {
  std::filesystem::create_directories(files.path(name));
  (void)files.write(name + "/summary.json", run.summary.dump());
  (void)files.write(name + "/trace.csv", run.trace);
  (void)files.write(name + "/coefficients.tsv", run.coefficients);
  return files.path(name);
}

// What reading throws, without the folder's path; empty when nothing.
inline std::string complaint(const std::string& directory) {
  try {
    (void)read_run(directory, "run");
  } catch (const Error& error) {
    std::string said = error.what();
    const auto at = said.find(directory);
    return at == std::string::npos ? said : said.replace(at, directory.size(), "DIR");
  }
  return {};
}

}  // namespace strads::report
