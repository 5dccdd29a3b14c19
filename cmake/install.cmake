# cmake --install: the libraries with their headers, and what find_package(strads) reads.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/strads)
function(install_libraries export)
  install(TARGETS ${ARGN} EXPORT ${export} INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT ${export} NAMESPACE strads:: FILE ${export}-targets.cmake DESTINATION ${package})
endfunction()

get_property(libraries GLOBAL PROPERTY strads_libraries)
if(TARGET strads_io)
  list(REMOVE_ITEM libraries strads_io)
  install_libraries(strads-io strads_io)
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/Findzstd.cmake DESTINATION ${package})
endif()
install_libraries(strads ${libraries})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/strads DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/strads-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/strads-config.cmake ${PROJECT_BINARY_DIR}/strads-config-version.cmake
  DESTINATION ${package})
