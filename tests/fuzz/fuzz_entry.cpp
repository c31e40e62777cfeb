#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/targets.hpp"

/// The function that libFuzzer calls; FIREBREAK_FUZZ_TARGET names the target.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  firebreak::fuzz::FIREBREAK_FUZZ_TARGET(bytes);
  return 0;
}
