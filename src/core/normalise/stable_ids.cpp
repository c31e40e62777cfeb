#include "core/normalise/stable_ids.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/base/hash.hpp"
#include "core/base/parallel.hpp"
#include "core/base/text.hpp"
#include "core/normalise/attributes.hpp"

namespace firebreak {

namespace {

struct Centimetres {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend auto operator<=>(const Centimetres&, const Centimetres&) = default;
};

/// Scratch of one thread.
struct Rounded {
  std::vector<Centimetres> points;
  std::vector<std::uint64_t> parts;
};

std::uint64_t ring_hash(std::vector<Centimetres>& ring) {
  ring.pop_back();  // the closing point
  const auto first = std::min_element(ring.begin(), ring.end());
  StableHash hash;
  hash.add(std::int64_t{2});
  const auto n = ring.size();
  const auto start = static_cast<std::size_t>(first - ring.begin());
  for (std::size_t i = 0; i < n; ++i) {
    const Centimetres p = ring[(start + i) % n];
    hash.add(p.x).add(p.y);
  }
  return hash.value();
}

std::uint64_t line_hash(std::vector<Centimetres>& line) {
  if (line.back() < line.front()) std::reverse(line.begin(), line.end());
  StableHash hash;
  hash.add(std::int64_t{1});
  for (const Centimetres p : line) hash.add(p.x).add(p.y);
  return hash.value();
}

std::uint64_t hash_of(const Shapes& shapes, std::size_t f, Xy origin, Rounded& scratch) {
  scratch.parts.clear();
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    const Part part = shapes.part(p);
    if (part.points.empty()) continue;
    scratch.points.clear();
    for (const Xy at : part.points)
      scratch.points.push_back(
          {std::llround(100 * (at.x_m + origin.x_m)), std::llround(100 * (at.y_m + origin.y_m))});
    const bool ring =
        (part.kind == PartKind::outer || part.kind == PartKind::hole) && scratch.points.size() > 1;
    scratch.parts.push_back(ring ? ring_hash(scratch.points) : line_hash(scratch.points));
  }
  if (scratch.parts.size() == 1) return scratch.parts[0];
  std::sort(scratch.parts.begin(), scratch.parts.end());
  StableHash hash;
  for (const auto part : scratch.parts) hash.add(static_cast<std::int64_t>(part));
  return hash.value();
}

/// As `StableHash::id`, from a hash that is there already.
void append_hash_id(std::string& out, std::string_view prefix, std::uint64_t hash) {
  static constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
  out.assign(prefix);
  for (int i = 0; i < 12; ++i, hash >>= 5U) out += digits[hash & 31U];
}

}  // namespace

std::uint64_t place_hash(const Shapes& shapes, std::size_t f, Xy origin) {
  Rounded scratch;
  return hash_of(shapes, f, origin, scratch);
}

std::vector<std::uint64_t> place_hashes(const Shapes& shapes, Xy origin, const Job& job) {
  std::vector<std::uint64_t> hashes(shapes.size());
  parallel_for(job, shapes.size(), 8192, translate("naming features"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 Rounded scratch;
                 for (std::size_t f = begin; f < end; ++f)
                   hashes[f] = hash_of(shapes, f, origin, scratch);
               });
  return hashes;
}

namespace {

/// Groups of features with the same text; `visit` gets each group of at least two.
template <class Visit>
void for_each_equal(const Texts& texts, Visit&& visit) {
  std::vector<std::pair<std::size_t, std::uint32_t>> keys(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    keys[i] = {std::hash<std::string_view>{}(texts[i]), static_cast<std::uint32_t>(i)};
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> same_hash;
  for (std::size_t i = 0; i < keys.size();) {
    std::size_t end = i + 1;
    while (end < keys.size() && keys[end].first == keys[i].first) ++end;
    if (end - i > 1) {
      same_hash.clear();
      for (std::size_t k = i; k < end; ++k) same_hash.push_back(keys[k].second);
      std::stable_sort(same_hash.begin(), same_hash.end(),
                       [&](auto a, auto b) { return texts[a] < texts[b]; });
      for (std::size_t k = 0; k < same_hash.size();) {
        std::size_t to = k + 1;
        while (to < same_hash.size() && texts[same_hash[to]] == texts[same_hash[k]]) ++to;
        if (to - k > 1) visit(std::span(same_hash).subspan(k, to - k));
        k = to;
      }
    }
    i = end;
  }
}

}  // namespace

Texts stable_ids(const Texts& given, std::span<const std::uint64_t> hashes, std::string_view prefix,
                 const std::function<std::uint64_t(std::uint32_t)>& content) {
  Texts ids;
  ids.reserve(hashes.size(), 14 * hashes.size());
  std::string buffer;
  for (std::size_t f = 0; f < hashes.size(); ++f) {
    if (f < given.size() && !given[f].empty()) {
      ids.push_back(given[f]);
    } else {
      append_hash_id(buffer, prefix, hashes[f]);
      ids.push_back(buffer);
    }
  }

  // Repeated ids are rare: only then are the texts written a second time.
  std::vector<std::pair<std::uint32_t, std::size_t>> renamed;  // feature, its number among equals
  for_each_equal(ids, [&](std::span<std::uint32_t> group) {
    std::stable_sort(group.begin(), group.end(), [&](auto a, auto b) {
      if (hashes[a] != hashes[b] || !content) return hashes[a] < hashes[b];
      return content(a) < content(b);
    });
    for (std::size_t k = 1; k < group.size(); ++k) renamed.push_back({group[k], k + 1});
  });
  if (renamed.empty()) return ids;
  std::sort(renamed.begin(), renamed.end());
  std::unordered_set<std::string> taken;
  for (std::size_t f = 0; f < ids.size(); ++f) taken.emplace(ids[f]);
  Texts unique;
  unique.reserve(hashes.size(), 16 * hashes.size());
  auto next = renamed.begin();
  for (std::uint32_t f = 0; f < ids.size(); ++f) {
    if (next == renamed.end() || next->first != f) {
      unique.push_back(ids[f]);
      continue;
    }
    std::size_t number = next->second;
    do {
      buffer = std::string(ids[f]) + "-" + std::to_string(number++);
    } while (!taken.insert(buffer).second);
    unique.push_back(buffer);
    ++next;
  }
  return unique;
}

bool names_records(const Column& column) {
  if (column.type == ColumnType::real || column.size() == 0) return false;
  std::vector<std::size_t> keys;
  keys.reserve(column.size());
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.has(row)) continue;
    if (column.type == ColumnType::integer)
      keys.push_back(static_cast<std::size_t>(column.integers[row]));
    else if (!column.texts[row].empty())
      keys.push_back(std::hash<std::string_view>{}(column.texts[row]));
  }
  std::sort(keys.begin(), keys.end());
  const auto distinct =
      static_cast<std::size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
  return 10 * distinct >= 9 * column.size();
}

}  // namespace firebreak
