# The program: the rooms that only it uses, and the command line.

find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)

function(strads_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  add_library(strads_${name} STATIC ${sources})
  target_link_libraries(strads_${name} PUBLIC strads_flags ${ARGN})
endfunction()

strads_room(generate strads_io fmt::fmt)
strads_room(folder strads_linear strads_mf strads_io fmt::fmt nlohmann_json::nlohmann_json)
strads_room(report strads_folder)
# Script and style of the reports' page are files of their own, embedded as they are; changing one configures again.
function(read_page variable)
  set(text)
  foreach(file IN LISTS ARGN)
    set(file ${PROJECT_SOURCE_DIR}/src/report/page/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} part)
    string(APPEND text "${part}")
  endforeach()
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()
read_page(chart_style chart.css)
read_page(page_style page.css)
read_page(page_script format.js elements.js scale.js download.js reader.js card.js frame.js line_chart.js bars.js
  heat_map.js verdict.js facts.js tables.js trace_cards.js path_cards.js coefficient_cards.js predicted.js rating_cards.js
  schedule_cards.js page.js)
configure_file(src/report/page_files.cpp.in page_files.cpp @ONLY)
target_sources(strads_report PRIVATE ${PROJECT_BINARY_DIR}/page_files.cpp)
set_source_files_properties(${PROJECT_BINARY_DIR}/page_files.cpp PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)

file(GLOB_RECURSE cli_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*.cpp)
list(REMOVE_ITEM cli_sources ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
add_library(strads_cli STATIC ${cli_sources})
target_link_libraries(strads_cli PUBLIC strads_flags strads_linear strads_mf strads_io strads_generate strads_report CLI11::CLI11 nlohmann_json::nlohmann_json)
target_compile_definitions(strads_cli PUBLIC STRADS_VERSION="${PROJECT_VERSION}")
add_executable(strads ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
target_link_libraries(strads PRIVATE strads_cli)
install(TARGETS strads)
