#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firebreak::test {

/// A workbook of Excel 97 as its bytes: sheets by name, cells as text, "" for none. What looks like
/// a number with a leading "=" is a number cell ("=150").
class XlsBook {
 public:
  using Rows = std::vector<std::vector<std::u16string>>;

  XlsBook& sheet(std::u16string name, Rows rows) {
    sheets_.emplace_back(std::move(name), std::move(rows));
    return *this;
  }

  std::string bytes() const {
    std::string shared;  // the table of texts
    std::uint32_t texts = 0;
    std::vector<std::string> bodies;
    for (const auto& [name, rows] : sheets_) bodies.push_back(body(rows, shared, texts));
    std::vector<std::uint32_t> places(bodies.size());
    std::size_t place = globals(places, shared, texts).size();
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      places[i] = static_cast<std::uint32_t>(place);
      place += bodies[i].size();
    }
    std::string stream = globals(places, shared, texts);
    for (const std::string& body : bodies) stream += body;
    return in_compound_file(std::move(stream));
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  static constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;

  template <class Number>
  static std::string number(Number value) {
    std::string out;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
      out += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFFU);
    return out;
  }
  static std::string u16(std::size_t v) { return number(static_cast<std::uint16_t>(v)); }
  static std::string u32(std::size_t v) { return number(static_cast<std::uint32_t>(v)); }
  static std::string record(std::size_t id, const std::string& data) {
    return u16(id) + u16(data.size()) + data;
  }
  static std::string wide(std::u16string_view text) {
    std::string out;
    for (const char16_t c : text) out += u16(c);
    return out;
  }
  static std::string begin(std::size_t kind) {
    return record(0x809, u16(0x600) + u16(kind) + u16(0xDBB) + u16(0x7CC) + u32(0) + u32(6));
  }

  static std::string body(const Rows& rows, std::string& shared, std::uint32_t& texts) {
    std::size_t width = 0;
    for (const auto& row : rows) width = std::max(width, row.size());
    std::string out =
        begin(0x10) + record(0x200, u32(0) + u32(rows.size()) + u16(0) + u16(width) + u16(0));
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (std::size_t c = 0; c < rows[r].size(); ++c) {
        const std::u16string& cell = rows[r][c];
        const std::string at = u16(r) + u16(c) + u16(0);
        if (cell.empty()) continue;
        if (cell.front() == u'=') {
          const double value = std::stod(std::string(cell.begin() + 1, cell.end()));
          out += record(0x203, at + number(std::bit_cast<std::uint64_t>(value)));
        } else {
          shared += u16(cell.size()) + '\1' + wide(cell);
          out += record(0xFD, at + u32(texts++));
        }
      }
    return out + record(0xA, {});
  }

  std::string globals(const std::vector<std::uint32_t>& places, const std::string& shared,
                      std::uint32_t texts) const {
    std::string out = begin(5) + record(0x42, u16(0x4B0));
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const std::u16string& name = sheets_[i].first;
      out += record(0x85,
                    u32(places[i]) + u16(0) + static_cast<char>(name.size()) + '\1' + wide(name));
    }
    return out + record(0xFC, u32(texts) + u32(texts) + shared) + record(0xA, {});
  }

  /// An OLE file with one stream: allocation table, directory, then the stream in one chain.
  static std::string in_compound_file(std::string stream) {
    constexpr std::size_t sector = 512;
    constexpr std::size_t least = 4096;  // smaller ones would stand in another table
    stream.resize(std::max(least, (stream.size() + sector - 1) / sector * sector));
    const std::size_t sectors = stream.size() / sector;
    std::string head = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0');
    head += u16(0x3E) + u16(3) + u16(0xFFFE) + u16(9) + u16(6) + std::string(6, '\0');
    head += u32(0) + u32(1) + u32(1) + u32(0) + u32(least) + u32(end_of_chain) + u32(0) +
            u32(end_of_chain) + u32(0) + u32(0) + std::string(sector - 80, '\xFF');
    std::string chain = u32(0xFFFFFFFD) + u32(end_of_chain);
    for (std::size_t s = 0; s + 1 < sectors; ++s) chain += u32(s + 3);
    chain += u32(end_of_chain);
    chain.resize(sector, '\xFF');
    std::string directory =
        entry(u"Root Entry", 5, 1, end_of_chain, 0) + entry(u"Workbook", 2, none, 2, stream.size());
    directory.resize(sector, '\0');
    return head + chain + directory + stream;
  }

  static std::string entry(std::u16string_view name, char kind, std::uint32_t child,
                           std::uint32_t first, std::size_t size) {
    std::string out = wide(name);
    out.resize(64, '\0');
    out += u16(2 * name.size() + 2) + kind + '\1' + u32(none) + u32(none) + u32(child);
    return out + std::string(36, '\0') + u32(first) + u32(size) + u32(0);
  }

  std::vector<std::pair<std::u16string, Rows>> sheets_;
};

}  // namespace firebreak::test
