# The one target that carries compiler flags; everything of ours links it privately.
add_library(firebreak_flags INTERFACE)
target_compile_options(firebreak_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wformat=2 -Wundef
  -ffp-contract=off)  # same digits on every machine
# g++ 12 raises false alarms of these when it optimises std::string +, std::optional of small structs
# and std::sort of short arrays (GCC bugs 105329, 105651 and 104165).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(firebreak_flags INTERFACE -Wno-restrict -Wno-stringop-overflow
    -Wno-stringop-overread
    -Wno-array-bounds)
endif()
# Files compiled together (presets asan and tsan): an unnamed namespace is of this file all the same.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(firebreak_flags INTERFACE -Wno-subobject-linkage)
endif()
if(FIREBREAK_WERROR)
  target_compile_options(firebreak_flags INTERFACE -Werror)
endif()
if(FIREBREAK_SANITIZE)
  target_compile_options(firebreak_flags INTERFACE -fsanitize=${FIREBREAK_SANITIZE}
    -fno-omit-frame-pointer)
  if(FIREBREAK_SANITIZE MATCHES "undefined")
    target_compile_options(firebreak_flags INTERFACE -fno-sanitize-recover=undefined)
    # A null pointer that is used is stopped by the address sanitizer; a check of its own in front of
    # every use takes a third of the time to compile.
    if(FIREBREAK_SANITIZE MATCHES "address")
      target_compile_options(firebreak_flags INTERFACE -fno-sanitize=null)
    endif()
    # Only the renderer sees bytes as something wider (scripts/check_layers.py holds the others to
    # it); elsewhere the check of alignment would find nothing and takes a fifth of the time.
    target_compile_options(firebreak_flags INTERFACE
      $<$<NOT:$<STREQUAL:$<TARGET_PROPERTY:NAME>,firebreak_render>>:-fno-sanitize=alignment>)
  endif()
  target_link_options(firebreak_flags INTERFACE -fsanitize=${FIREBREAK_SANITIZE})
endif()
if(FIREBREAK_COVERAGE)
  target_compile_options(firebreak_flags INTERFACE --coverage)
  target_link_options(firebreak_flags INTERFACE --coverage)
endif()
find_program(MOLD mold)
if(MOLD)
  target_link_options(firebreak_flags INTERFACE -fuse-ld=mold)
endif()
