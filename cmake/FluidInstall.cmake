# libfluid.so.0 from all layers up to the orchestrator, and what an installation consists of:
#   find_package(fluid) -> fluid::fluid, fluid::placement; pkg-config fluid, fluid-placement; the programs; the plugins.
include(CMakePackageConfigHelpers)

set(layers base model store cluster launch engine reconcile orchestrator)
foreach(layer ${layers})
  list(APPEND objects $<TARGET_OBJECTS:fluid_${layer}>)
endforeach()
add_library(fluid_shared SHARED ${objects})
# For what the layers link; their own archives have nothing left to add.
target_link_libraries(fluid_shared PRIVATE fluid_orchestrator)
target_include_directories(fluid_shared INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(fluid_shared INTERFACE cxx_std_20)
target_link_options(fluid_shared PRIVATE -Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/libfluid.map)
if(NOT FLUID_SANITIZE)
  target_link_options(fluid_shared PRIVATE -Wl,-z,defs)
endif()
set_target_properties(fluid_shared PROPERTIES OUTPUT_NAME fluid VERSION 0.1.0 SOVERSION 0 EXPORT_NAME fluid
  LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/libfluid.map)
add_dependencies(fluid_shared fluid-node fluid-shim)
add_library(fluid::fluid ALIAS fluid_shared)

# The solver alone (src/placement), for those who want nothing else.
target_include_directories(fluid_placement_shared INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(fluid_placement_shared INTERFACE cxx_std_20)
target_link_options(fluid_placement_shared PRIVATE
  -Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/libfluid-placement.map)
if(NOT FLUID_SANITIZE)
  target_link_options(fluid_placement_shared PRIVATE -Wl,-z,defs)
endif()
set_target_properties(fluid_placement_shared PROPERTIES EXPORT_NAME placement
  LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/libfluid-placement.map)
add_library(fluid::placement ALIAS fluid_placement_shared)

install(TARGETS fluid_shared fluid_placement_shared EXPORT fluidTargets)
install(TARGETS fluid fluid-node fluid-shim)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/fluid DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(DIRECTORY ${PROJECT_BINARY_DIR}/lib/fluid/plugins/io.fluid.thin DESTINATION ${CMAKE_INSTALL_LIBDIR}/fluid/plugins
  USE_SOURCE_PERMISSIONS)
install(EXPORT fluidTargets NAMESPACE fluid:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/fluid)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/fluidConfig.cmake.in ${PROJECT_BINARY_DIR}/fluidConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/fluid)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/fluidConfigVersion.cmake COMPATIBILITY SameMinorVersion)
# From where the .pc files lie: an installation may be moved, or made with another --prefix.
file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${PROJECT_SOURCE_DIR}/cmake/fluid.pc.in ${PROJECT_BINARY_DIR}/fluid.pc @ONLY)
configure_file(${PROJECT_SOURCE_DIR}/cmake/fluid-placement.pc.in ${PROJECT_BINARY_DIR}/fluid-placement.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/fluidConfig.cmake ${PROJECT_BINARY_DIR}/fluidConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FluidPlugin.cmake ${PROJECT_SOURCE_DIR}/cmake/plugin.map
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/fluid)
install(FILES ${PROJECT_BINARY_DIR}/fluid.pc ${PROJECT_BINARY_DIR}/fluid-placement.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
