#include "gui/word_counts.hpp"

#include <algorithm>
#include <utility>

namespace firebreak::gui {

namespace {

WordCounts::Counts counted(const FeatureTable& table, const Column* column,
                           const std::vector<std::uint8_t>* among) {
  WordCounts::Counts counts;
  // Verdicts and classes are few: a list beats a map by far.
  std::vector<std::pair<std::string_view, std::size_t>> words;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (among != nullptr && (*among)[row] == 0) continue;
    ++counts.rows;
    if (column == nullptr || !column->has(row)) continue;
    const std::string_view word = column->texts[row];
    const auto known = std::ranges::find(words, word, [](const auto& w) { return w.first; });
    if (known != words.end())
      ++known->second;
    else
      words.emplace_back(word, 1);
  }
  for (const auto& [word, count] : words) counts.words.emplace(word, count);
  return counts;
}

}  // namespace

std::size_t WordCounts::Counts::of(std::string_view word) const {
  const auto found = words.find(word);
  return found == words.end() ? 0 : found->second;
}

const WordCounts::Counts& WordCounts::of(const TablePtr& table, std::string_view name,
                                         const Among& among) {
  const auto [at, fresh] = known_.try_emplace({table, std::string(name), among});
  if (fresh) {
    const Column* column = name.empty() ? nullptr : table->column(name);
    if (column != nullptr && column->type != ColumnType::text) column = nullptr;
    at->second = counted(*table, column, among.get());
  }
  return at->second;
}

}  // namespace firebreak::gui
