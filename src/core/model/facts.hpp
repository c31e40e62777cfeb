#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/city.hpp"

/// What sources say of features beside what is judged: where they stand in words, who keeps them,
/// what a plan wants of them. It is kept as it is said and shown wherever the feature is.
namespace firebreak {

struct Fact {
  std::string_view field;   ///< of the dictionary
  std::string_view column;  ///< its name in tables
  std::string_view title;   ///< English, the key of its translation
  std::string_view unit = {};
  bool personal = false;  ///< may name a person: no part of a public edition
};

/// All facts of a role with a type of its own, in the order of their columns; of other roles, which
/// keep all their columns (`Layer`), none.
std::span<const Fact> facts_of(Role role);

/// Facts as columns of a table of `rows` features: those that an edit added have no value.
std::vector<Column> fact_columns(const std::vector<Column>& facts, std::size_t rows);

/// Whether a column of the features of a role is a fact that may name a person.
bool is_personal(Role role, std::string_view column);

}  // namespace firebreak
