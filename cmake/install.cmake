# cmake --install: the libraries with their headers, and what find_package(strads) reads.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/strads)
get_property(libraries GLOBAL PROPERTY strads_libraries)
install(TARGETS ${libraries} EXPORT strads INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/strads DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT strads NAMESPACE strads:: FILE strads-targets.cmake DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/strads-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/strads-config.cmake ${PROJECT_BINARY_DIR}/strads-config-version.cmake
  DESTINATION ${package})
