// The words of the command line for the choices of matrix factorization.
#pragma once

#include "cli/terminal/arguments.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

inline const Choices<Policy> policies = {{"dynamic", Policy::dynamic},
                                         {"static", Policy::static_blocks},
                                         {"random", Policy::random},
                                         {"cyclic", Policy::cyclic}};
inline const Choices<mf::Solver> solvers = {{"als", mf::Solver::als},
                                            {"cg", mf::Solver::cg},
                                            {"block", mf::Solver::block},
                                            {"ccd", mf::Solver::ccd},
                                            {"ccd++", mf::Solver::ccdpp}};

}  // namespace strads::cli
