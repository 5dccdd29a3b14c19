// The words of the command line for the choices of matrix factorization.
#pragma once

#include "cli/fit/common_names.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

inline const Choices<mf::Solver> solvers = {{"als", mf::Solver::als},
                                            {"cg", mf::Solver::cg},
                                            {"block", mf::Solver::block},
                                            {"ccd", mf::Solver::ccd},
                                            {"ccd++", mf::Solver::ccdpp}};

}  // namespace strads::cli
