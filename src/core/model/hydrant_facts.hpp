#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/model/city.hpp"

/// What ledgers say of a hydrant beside what is judged: where it stands in words, who keeps it,
/// what is wrong with it (planner.md 2.1, tables 1 and 3).
namespace firebreak {

struct HydrantFact {
  std::string_view field;  ///< of the dictionary, and the column's name: "keeper"
  std::string_view title;  ///< English, the key of its translation
};

/// All of them, in the order of their columns.
std::span<const HydrantFact> hydrant_facts();

/// `Table::facts` as columns of a table of all hydrants: those that an edit added have no value.
std::vector<Column> fact_columns(const Table<Hydrant>& hydrants);

/// Whether a fact may name a person: it is no part of a public edition.
bool is_personal(std::string_view fact);

}  // namespace firebreak
