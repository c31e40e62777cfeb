# Sources that are compiled together where CMAKE_UNITY_BUILD is on (presets asan and tsan).

# firebreak_together(TARGET): groups the sources of each folder by a hash of their names, some eight a
# group, so that a source that comes or goes leaves the groups of the others as they are.
function(firebreak_together target)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  foreach(source ${sources})
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(GET folder FILENAME key)
    if(key STREQUAL "")
      set(key own)  # the folder of the target itself
    endif()
    list(APPEND of_${key} ${source})
    list(APPEND keys ${key})
  endforeach()
  list(REMOVE_DUPLICATES keys)
  foreach(key ${keys})
    list(LENGTH of_${key} count)
    set(groups 1)
    while(count GREATER 12)
      math(EXPR groups "2 * ${groups}")
      math(EXPR count "${count} / 2")
    endwhile()
    foreach(source ${of_${key}})
      cmake_path(GET source FILENAME name)
      string(MD5 hash ${name})
      string(SUBSTRING ${hash} 0 4 hash)
      math(EXPR group "0x${hash} % ${groups}")
      set_source_files_properties(${source} TARGET_DIRECTORY ${target}
        PROPERTIES UNITY_GROUP "${key}${group}")
    endforeach()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()

# firebreak_apart(TARGET SOURCES…): files whose private names meet those of a neighbour, compiled alone.
function(firebreak_apart target)
  set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target}
    PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
