#include "core/io/wkb.hpp"

#include <bit>
#include <cmath>
#include <cstring>

namespace firebreak::io {

namespace {

static_assert(sizeof(Xy) == 2 * sizeof(double) && std::endian::native == std::endian::little);

/// Walks over WKB; `ok` turns false at the first byte that is not there.
class WkbReader {
 public:
  WkbReader(std::span<const unsigned char> wkb, std::int64_t fid, ShapeSink& sink)
      : at_(wkb.data()), end_(wkb.data() + wkb.size()), fid_(fid), sink_(sink) {}

  BlobResult read() {
    geometry(0);
    if (foreign_) return BlobResult::foreign;
    if (!ok_) return BlobResult::broken;
    if (height_) sink_.note_height();
    return BlobResult::read;
  }

 private:
  bool room(std::size_t bytes) {
    if (ok_ && static_cast<std::size_t>(end_ - at_) < bytes) ok_ = false;
    return ok_;
  }

  std::uint32_t number(bool big) {
    if (!room(4)) return 0;
    std::uint32_t value = 0;
    std::memcpy(&value, at_, 4);
    at_ += 4;
    return big ? __builtin_bswap32(value) : value;
  }

  double real(bool big, const unsigned char* from) const {
    std::uint64_t bits = 0;
    std::memcpy(&bits, from, 8);
    return std::bit_cast<double>(big ? __builtin_bswap64(bits) : bits);
  }

  void points(std::uint32_t count, std::size_t stride, bool big) {
    if (count > static_cast<std::size_t>(end_ - at_) / stride) ok_ = false;
    if (!ok_) return;
    auto& to = sink_.points();
    const std::size_t before = to.size();
    to.resize(before + count);
    if (stride == 16 && !big) {
      std::memcpy(to.data() + before, at_, 16 * std::size_t{count});
    } else {
      for (std::size_t i = 0; i < count; ++i)
        to[before + i] = {real(big, at_ + i * stride), real(big, at_ + i * stride + 8)};
    }
    at_ += count * stride;
  }

  void rings(std::size_t stride, bool big) {
    const std::uint32_t count = number(big);
    for (std::uint32_t r = 0; r < count && ok_; ++r) {
      points(number(big), stride, big);
      if (ok_) sink_.end_part(r == 0 ? PartKind::outer : PartKind::hole, fid_);
    }
  }

  void geometry(int depth) {
    if (!room(1) || depth > 16) {
      ok_ = false;
      return;
    }
    const bool big = *at_++ == 0;
    const std::uint32_t code = number(big);
    // ISO adds thousands for Z, M and both; the older form sets high bits.
    const std::uint32_t iso = (code & 0x0fffffffU) / 1000;
    const bool z = (code & 0x80000000U) != 0 || iso % 2 == 1;
    const bool m = (code & 0x40000000U) != 0 || iso >= 2;
    if ((code & 0x20000000U) != 0) number(big);
    const std::uint32_t kind = (code & 0x0fffffffU) % 1000;
    const std::size_t stride = 16 + (z ? 8U : 0U) + (m ? 8U : 0U);
    height_ = height_ || z || m;
    switch (kind) {
      case 1: {
        const bool empty = room(16) && std::isnan(real(big, at_)) && std::isnan(real(big, at_ + 8));
        points(1, stride, big);
        if (empty && ok_) sink_.points().pop_back();
        if (ok_) sink_.end_part(PartKind::point, fid_);
        break;
      }
      case 2:
        points(number(big), stride, big);
        if (ok_) sink_.end_part(PartKind::line, fid_);
        break;
      case 3:
      case 17:  // a triangle is a polygon of one ring
        rings(stride, big);
        break;
      case 4:
      case 5:
      case 6:
      case 7:
      case 15:
      case 16: {
        const std::uint32_t count = number(big);
        for (std::uint32_t i = 0; i < count && ok_ && !foreign_; ++i) geometry(depth + 1);
        break;
      }
      case 8:
      case 9:
      case 10:
      case 11:
      case 12:
      case 13:
      case 14:
        foreign_ = true;
        break;
      default:
        ok_ = false;
    }
  }

  const unsigned char* at_;
  const unsigned char* end_;
  std::int64_t fid_;
  ShapeSink& sink_;
  bool ok_ = true;
  bool foreign_ = false;
  bool height_ = false;
};

}  // namespace

BlobResult add_gpkg_geometry(std::span<const unsigned char> blob, std::int64_t fid,
                             ShapeSink& sink) {
  if (blob.size() < 8 || blob[0] != 'G' || blob[1] != 'P') return BlobResult::broken;
  const unsigned flags = blob[3];
  if ((flags & 0x20U) != 0) return BlobResult::foreign;  // an extension's own geometry kind
  static constexpr std::size_t envelope_bytes[8] = {0, 32, 48, 48, 64, 0, 0, 0};
  const std::size_t header = 8 + envelope_bytes[(flags >> 1U) & 7U];
  if (blob.size() < header + 5) return BlobResult::broken;
  return WkbReader(blob.subspan(header), fid, sink).read();
}

}  // namespace firebreak::io
