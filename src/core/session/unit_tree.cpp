#include "core/session/unit_tree.hpp"

#include <algorithm>

#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"

namespace firebreak {

namespace {

bool holds(const std::vector<std::size_t>& chain, std::size_t row) {
  return std::ranges::find(chain, row) != chain.end();
}

}  // namespace

UnitTree::UnitTree(std::optional<FeatureTable> table) : table_(std::move(table)) {
  if (!table_) return;
  for (std::size_t row = 0; row < table_->rows(); ++row)
    row_of_.emplace(word_or_empty(*table_, "unit_id", row), row);
}

std::vector<std::size_t> UnitTree::towns() const {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; table_ && row < table_->rows(); ++row)
    if (!word_or_empty(*table_, "unit_id", row).empty() &&
        word_or_empty(*table_, "parent_id", row).empty())
      rows.push_back(row);
  return rows;
}

std::string UnitTree::name(std::size_t row) const {
  const std::string_view own = word_or_empty(*table_, "name", row);
  return std::string(own.empty() ? word_or_empty(*table_, "unit_id", row) : own);
}

std::optional<std::size_t> UnitTree::row(std::string_view unit_id) const {
  const auto found = row_of_.find(unit_id);
  return found == row_of_.end() || unit_id.empty() ? std::nullopt : std::optional(found->second);
}

std::vector<std::size_t> UnitTree::chain_of(std::size_t row) const {
  std::vector<std::size_t> chain{row};
  // Units nest three levels; the guard keeps a faulty cycle from hanging the run.
  for (int level = 0; level < 8; ++level) {
    const auto parent = this->row(word_or_empty(*table_, "parent_id", chain.front()));
    if (!parent) break;
    chain.insert(chain.begin(), *parent);
  }
  return chain;
}

std::vector<std::size_t> UnitTree::chain_at(Xy at) const {
  std::vector<std::size_t> best;
  for (std::size_t row = 0; table_ && row < table_->rows(); ++row) {
    if (!table_->shapes.boxes[row].contains(at) || !contains(table_->shapes, row, at)) continue;
    auto chain = chain_of(row);
    if (chain.size() > best.size()) best = std::move(chain);
  }
  return best;
}

std::vector<std::uint32_t> UnitTree::within(std::size_t row) const {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t other = 0; table_ && other < table_->rows(); ++other)
    if (holds(chain_of(other), row)) rows.push_back(other);
  return rows;
}

}  // namespace firebreak
