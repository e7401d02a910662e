# fluid_add_plugin(NAME ID VERSION SOURCES.. [LINK libraries..]): a plugin that exports fluid_plugin_v1 and nothing else,
# as lib/fluid/plugins/ID/VERSION/NAME.so with a link lib/fluid/plugins/NAME.so. Vendors use it as it is.
set(FLUID_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

function(fluid_add_plugin name id version)
  cmake_parse_arguments(M "" "" "LINK" ${ARGN})
  add_library(fluid_plugin_${name} MODULE ${M_UNPARSED_ARGUMENTS})
  if(TARGET fluid_flags)
    target_link_libraries(fluid_plugin_${name} PRIVATE fluid_flags)
  elseif(TARGET fluid::fluid) # an installation: the header only
    target_include_directories(fluid_plugin_${name} PRIVATE
      $<TARGET_PROPERTY:fluid::fluid,INTERFACE_INCLUDE_DIRECTORIES>)
  endif()
  target_link_libraries(fluid_plugin_${name} PRIVATE ${M_LINK})
  target_compile_options(fluid_plugin_${name} PRIVATE -fvisibility=hidden
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fno-gnu-unique>)
  target_link_options(fluid_plugin_${name} PRIVATE -Wl,--exclude-libs,ALL
    -Wl,--version-script=${FLUID_PLUGIN_MAP})
  if(NOT FLUID_SANITIZE) # their runtime is in the program, not here
    target_link_options(fluid_plugin_${name} PRIVATE -Wl,-z,defs)
  endif()
  set(dir ${PROJECT_BINARY_DIR}/lib/fluid/plugins)
  set_target_properties(fluid_plugin_${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name}
    LIBRARY_OUTPUT_DIRECTORY ${dir}/${id}/${version})
  add_custom_command(TARGET fluid_plugin_${name} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -E create_symlink ${id}/${version}/${name}.so ${dir}/${name}.so)
endfunction()
