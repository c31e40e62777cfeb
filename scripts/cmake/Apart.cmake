# firebreak_apart(TARGET SOURCES…): files whose private names meet those of a neighbour; compiled alone
# where the others are compiled together (CMAKE_UNITY_BUILD, presets asan and tsan).
function(firebreak_apart target)
  set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target}
    PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
