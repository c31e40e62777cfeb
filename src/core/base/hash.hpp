#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace firebreak {

/// 64-bit FNV-1a with a final mix: stable across machines and versions, for ids and seeds; never
/// for anything an attacker could choose.
class StableHash {
 public:
  StableHash& add(std::string_view bytes) noexcept {
    for (const char c : bytes) byte(static_cast<unsigned char>(c));
    return byte(0xff);
  }
  StableHash& add(std::int64_t value) noexcept {
    auto bits = static_cast<std::uint64_t>(value);
    for (int i = 0; i < 8; ++i, bits >>= 8U) byte(static_cast<unsigned char>(bits & 0xffU));
    return *this;
  }
  std::uint64_t value() const noexcept {
    std::uint64_t h = state_;
    h ^= h >> 33U;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33U;
    h *= 0xc4ceb9fe1a85ec53ULL;
    return h ^ (h >> 33U);
  }
  /// Twelve characters of base 32 without look-alikes, e.g. for `gap_id`.
  std::string id(std::string_view prefix) const {
    static constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
    std::string out(prefix);
    std::uint64_t h = value();
    for (int i = 0; i < 12; ++i, h >>= 5U) out += digits[h & 31U];
    return out;
  }

 private:
  StableHash& byte(unsigned char b) noexcept {
    state_ = (state_ ^ b) * 0x100000001b3ULL;
    return *this;
  }
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace firebreak
