// Matrix factorization of observed ratings, by exact or coordinate updates of rows, users and items in turn.
//
//   a_ij = mu + bu_i + bi_j + w_i.h_j + error        mu: the mean of the training ratings, fixed (0 without biases)
//
// What holds the numbers of a row back is either learned from the ratings, which is the default, or given:
//
//   learned  Every number is normal around 0 with a variance of its coordinate (and side), errors are normal with the
//            variance `noise`. Rows get a mean and variances each, by mean-field variational Bayes; noise and priors
//            follow from them. The objective is the variational free energy in nats. A fit by means
//            alone, which every fixed penalty is, underrates how little is known of rows with few ratings.
//   fixed    F(W, H) = sum over observed (i, j) of (a_ij - mu - bu_i - bi_j - w_i.h_j)^2
//              + lambda sum_i n_i^nu (||w_i||^2 + bu_i^2) + lambda sum_j n_j^nu (||h_j||^2 + bi_j^2)
//            n_i: the number of row i's ratings. nu = 0 is the papers' plain penalty, nu = 1 that of LIBMF and ALS-WR.
//
// Factors are float, sums that decide are double. A row is a variable; users are one phase, items the other
// (problem.hpp, Phased): inside a phase no two rows depend on each other, so blocks need only be balanced (Lee et al.
// 2013, section 4.2; Yu et al. 2012 for ccd and ccd++).
//
// The same seed gives the same bits at any number of threads, with any executor, balanced or not.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "strads/engine.hpp"
#include "strads/engine_settings.hpp"
#include "strads/factors.hpp"
#include "strads/linalg/ratings.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads::mf {

// How a row is updated while the other side is fixed. None of them ever raises the objective from sweep to sweep, but
// for rounding and, where penalties are learned, the turn to principal axes, which ends when it does.
enum class Solver {
  als,    // to its optimum, all coordinates and the bias at once: Cholesky; O(rank^2) a rating
  cg,     // towards its optimum by three iterations of conjugate gradients: least work at high ranks; O(rank) a rating
  block,  // 32 coordinates after the other, each time to their optimum; less work at high ranks
  ccd,    // one pass over its coordinates, one after the other (Yu et al. 2012, CCD; the STRADS papers)
  ccdpp,  // one coordinate of all users, then of all items, then the next coordinate (Yu et al. 2012, CCD++)
};

struct BiasPenalties {
  double users = 0;
  double items = 0;
};

struct Settings {
  Index rank = 32;              // at least 1
  std::optional<double> reg{};  // lambda, >= 0: fixed penalties; none: learned ones (see non_negative)
  double reg_exponent = 0.5;    // nu, in [0, 1], of fixed penalties: best on MovieLens (docs/decisions.md)
  double bias_weight = 1;       // of fixed penalties: what a bias is penalized with, in what a coordinate is ...
  std::optional<BiasPenalties> bias_penalties{};  // ... or by so much, whatever its row's ratings
  bool bias = true;                               // mu, bu and bi
  bool non_negative = false;  // w, h >= 0 (biases may have any sign); reg is then chosen by pilot fits, if not given
  std::optional<Solver> solver{};  // none: als to rank 64, cg above (non-negative: block)

  // Stop: when a sweep lowers the objective by less than tol, in nats a number (ratings and factors) or, for fixed
  // penalties, relative to F ...
  double tol = 4e-3;
  Index max_sweeps = 50;  // ... or after so many sweeps ("round limit"; 0: only the start is written) ...
  Index patience = 3;     // ... or when the validation error has not fallen for so many: the best model is kept.

  // Policy static_blocks: full sweeps, each side's rows in blocks fixed once, balanced by ratings. dynamic: rows by the
  // size of their last change. random: uniform. cyclic: in index order. A sweep is as many row updates as there are
  // rows; of a phase `candidates` rows are drawn at a time (0: all of it; dynamic and random: half of it).
  SchedulerSettings scheduler = default_scheduler();
  EngineSettings engine{};

  static SchedulerSettings default_scheduler();
};

// The solver that the settings ask for or lead to.
[[nodiscard]] Solver solver_of(const Settings& settings);

// Throws Error (usage) with a sentence that names the setting.
void check(const Settings& settings);

struct Factorization {
  double mean = 0;  // mu
  bool bias = false;
  Factors users;
  Factors items;
  std::vector<float> typical_user;  // without biases: the mean of all rows, for unknown ones; whole vectors of sixteen
  std::vector<float> typical_item;

  // Of an unknown user or item (-1), or one without ratings, what is known counts: mu and the other side's bias, or,
  // without biases, the typical row beside the other side's.
  [[nodiscard]] double predict(Index user, Index item) const;
  void find_typical();
};

// Root mean square error on pairs; positions may be -1. 0 for no pairs. In tiles on the engine's threads.
[[nodiscard]] double rmse(const Factorization& model, std::span<const Rating> pairs, Engine& engine);

// The state after a sweep: one line of the trace. Sweep 0 is the model of the mean alone; the first sweep begins with a
// warm start.
struct Checkpoint {
  Index sweep = 0;
  double seconds = 0;
  double objective = 0;
  double train_rmse = 0;
  std::optional<double> validation_rmse;
  std::optional<double> test_rmse;
  const Activity* activity = nullptr;  // since the start of the fit
};

class Observer {
 public:
  virtual ~Observer() = default;
  virtual void checkpoint(const Checkpoint& /*now*/) {}
};

// Root mean square errors of what knows less.
struct Baseline {
  double mean = 0;    // the mean of the training ratings
  double biases = 0;  // mean and biases, learned as in a fit with learned penalties
};

struct Baselines {
  Baseline train;
  std::optional<Baseline> validation;
  std::optional<Baseline> test;
};

struct Result {
  Factorization model;  // the one with the best validation error where there is validation, else the last
  Checkpoint kept;      // of that model
  Index sweeps = 0;     // done in all
  StopReason stop = StopReason::converged;
  bool stopped_early = false;   // before `tol`: as pilot fits tell, further sweeps predict worse
  std::optional<double> reg;    // fixed penalties: lambda
  std::optional<double> noise;  // learned penalties: the standard deviation of a rating around its prediction
  Baselines baselines;
  // Mean square over ratings of what each principal factor adds to a prediction, descending; one for each factor that
  // is used (the others are 0). Without mean and biases; those that stand in for mean and biases, where
  // these are factors themselves, do not count.
  std::vector<double> factor_variances;
  Activity activity;
  double seconds = 0;
};

// Validation and test pairs may be empty; the latter are only reported. Throws as `check` does, and Error (mismatch)
// without a single rating. The observer is called from the calling thread.
Result fit(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test,
           const Settings& settings, Observer& observer);
Result fit(const Ratings& train, const Settings& settings = {});

// Factorization::predict of each pair; values are not read. Error (mismatch) for a position that the model has not.
// O(rank) a pair, one thread.
[[nodiscard]] std::vector<double> predict(const Factorization& model, std::span<const Rating> pairs);

// Parts `ratings` into training and validation: each rating is drawn for the latter with probability `share`, by the
// seed and its place in the order given, so that the same file gives the same split.
struct Split {
  BigVector<Rating> train;
  BigVector<Rating> validation;
};
[[nodiscard]] Split split(std::span<const Rating> ratings, double share, std::uint64_t seed);

// The best `count` items of each of `users`, by prediction, ties by the lower position; `exclude` lists pairs not to be
// recommended, row by row of users (null: none). Blocked matrix products on the engine's threads: O(users items rank).
struct Recommendation {
  Index item = 0;
  double score = 0;
};
[[nodiscard]] std::vector<std::vector<Recommendation>> recommend(const Factorization& model,
                                                                 std::span<const Index> users, Index count,
                                                                 const RatingRows* exclude, Engine& engine);

}  // namespace strads::mf
