#include "core/session/unit_tree.hpp"

#include "core/model/cells.hpp"

namespace firebreak {

UnitTree::UnitTree(std::optional<FeatureTable> table) : table_(std::move(table)) {
  if (!table_) return;
  for (std::size_t row = 0; row < table_->rows(); ++row)
    row_of_.emplace(word_or_empty(*table_, "unit_id", row), row);
  std::vector<UnitPlaces::Unit> units;
  for (std::size_t row = 0; row < table_->rows(); ++row) {
    const auto chain = chain_of(row);
    const auto level = number_in(*table_, "level", row);
    units.push_back({static_cast<int>(level.value_or(static_cast<double>(chain.size()))), {}});
    if (const auto above = this->row(word_or_empty(*table_, "parent_id", row)))
      units.back().parent = static_cast<std::uint32_t>(*above);
  }
  places_ = UnitPlaces(table_->shapes, std::move(units));
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
  const auto unit = table_ ? places_.at(table_->shapes, at) : std::nullopt;
  return unit ? chain_of(*unit) : std::vector<std::size_t>();
}

std::vector<std::uint32_t> UnitTree::within(std::size_t row) const {
  const auto inside = places_.within(row);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t other = 0; other < inside.size(); ++other)
    if (inside[other] != 0) rows.push_back(other);
  return rows;
}

}  // namespace firebreak
