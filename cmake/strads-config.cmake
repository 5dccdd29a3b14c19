# What find_package(strads) reads: strads::core, linalg, engine, linear, mf, c.
include(CMakeFindDependencyMacro)
find_dependency(TBB)
find_dependency(Threads)
include(${CMAKE_CURRENT_LIST_DIR}/strads-targets.cmake)
