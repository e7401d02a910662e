# Compiler settings, dependencies, and the three verbs of this build: fluid_module, fluid_program, fluid_test.
include(GNUInstallDirs)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
include(CheckPIESupported)
check_pie_supported()

find_program(FLUID_CCACHE ccache)
if(FLUID_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${FLUID_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${FLUID_CCACHE})
endif()
find_program(FLUID_MOLD mold)

find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem)
find_package(absl REQUIRED)
find_package(Protobuf REQUIRED)
find_package(fmt REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(FUSE3 REQUIRED IMPORTED_TARGET fuse3)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)

# What every target of ours is compiled with. Nothing of it leaks to those who link us.
add_library(fluid_flags INTERFACE)
target_include_directories(fluid_flags INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR})
target_compile_definitions(fluid_flags INTERFACE _FILE_OFFSET_BITS=64
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:Clang>>:BOOST_ASIO_HAS_CO_AWAIT BOOST_ASIO_HAS_STD_COROUTINE>)
target_link_libraries(fluid_flags INTERFACE Threads::Threads)
if(FLUID_DEVELOPER)
  target_compile_options(fluid_flags INTERFACE -Wall -Wextra -Werror -Wshadow $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
    $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>
    # clang finds std::stable_sort of gcc 12's library deprecated inside; gcc still tells what is.
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:Clang>>:-Wno-deprecated-declarations>
    # gcc 12 sees these in std::string and std::vector when it optimises, where there are none.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:RelWithDebInfo>>:-Wno-restrict -Wno-stringop-overflow -Wno-free-nonheap-object>)
endif()
if(FLUID_SANITIZE)
  target_compile_options(fluid_flags INTERFACE -fsanitize=${FLUID_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(fluid_flags INTERFACE -fsanitize=${FLUID_SANITIZE})
else()
  target_compile_options(fluid_flags INTERFACE $<$<CONFIG:RelWithDebInfo,Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>
    -fstack-protector-strong)
  target_link_options(fluid_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
if(FLUID_MOLD AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_link_options(fluid_flags INTERFACE -fuse-ld=mold)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(fluid_flags INTERFACE -O1 -g1)
else()
  target_compile_options(fluid_flags INTERFACE -g1)
endif()

# One precompiled header, std + fmt + the containers of abseil, shared by all modules.
add_library(fluid_pch OBJECT ${PROJECT_SOURCE_DIR}/src/base/pch.cc)
target_link_libraries(fluid_pch PRIVATE fluid_flags fmt::fmt absl::flat_hash_map)
target_precompile_headers(fluid_pch PRIVATE ${PROJECT_SOURCE_DIR}/src/base/pch.h)

# fluid_module(NAME SOURCES.. [NEEDS other modules..] [LINK libraries..]): a layer, as static library fluid_NAME.
function(fluid_module name)
  cmake_parse_arguments(M "" "" "NEEDS;LINK" ${ARGN})
  add_library(fluid_${name} STATIC ${M_UNPARSED_ARGUMENTS})
  list(TRANSFORM M_NEEDS PREPEND fluid_)
  target_link_libraries(fluid_${name} PUBLIC fluid_flags ${M_NEEDS} fmt::fmt absl::flat_hash_map ${M_LINK})
  target_precompile_headers(fluid_${name} REUSE_FROM fluid_pch)
endfunction()

# fluid_program(NAME SOURCES.. [NEEDS modules..] [LINK libraries..]): something in build/PRESET/bin.
function(fluid_program name)
  cmake_parse_arguments(M "" "" "NEEDS;LINK" ${ARGN})
  add_executable(${name} ${M_UNPARSED_ARGUMENTS})
  list(TRANSFORM M_NEEDS PREPEND fluid_)
  target_link_libraries(${name} PRIVATE fluid_flags ${M_NEEDS} fmt::fmt ${M_LINK})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

# fluid_test(SUITE SOURCES.. [NEEDS modules..] [LINK libraries..]): a Catch2 program build/PRESET/bin/tests/SUITE.
# scripts/test finds it there; its tests are called "SUITE: sentence".
function(fluid_test suite)
  cmake_parse_arguments(M "" "" "NEEDS;LINK" ${ARGN})
  add_executable(test_${suite} ${M_UNPARSED_ARGUMENTS})
  list(TRANSFORM M_NEEDS PREPEND fluid_)
  target_link_libraries(test_${suite} PRIVATE fluid_flags fluid_test_main ${M_NEEDS} fmt::fmt ${M_LINK})
  target_compile_definitions(test_${suite} PRIVATE FLUID_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    FLUID_BINARY_DIR="${PROJECT_BINARY_DIR}")
  set_target_properties(test_${suite} PROPERTIES OUTPUT_NAME ${suite} RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin/tests)
endfunction()

# fluid_fuzz(NAME SOURCES.. NEEDS modules..): a libFuzzer program build/fuzz/bin/fuzz/NAME, with its corpus in
# tests/fuzz/corpus/NAME.
function(fluid_fuzz name)
  if(NOT FLUID_FUZZ)
    return()
  endif()
  cmake_parse_arguments(M "" "" "NEEDS;LINK" ${ARGN})
  add_executable(fuzz_${name} ${M_UNPARSED_ARGUMENTS})
  list(TRANSFORM M_NEEDS PREPEND fluid_)
  target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(fuzz_${name} PRIVATE fluid_flags ${M_NEEDS} fmt::fmt ${M_LINK})
  set_target_properties(fuzz_${name} PROPERTIES OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin/fuzz)
endfunction()
