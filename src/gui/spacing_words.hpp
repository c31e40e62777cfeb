#pragma once

#include <QString>

#include "core/model/feature_table.hpp"

namespace firebreak::gui {

/// A row of `hydrant_spacing` in words: the street, how far its hydrants stand apart and which they
/// are, and the verdict.
QString spacing_words(const FeatureTable& gaps, std::uint32_t row);

/// The rule that the row was judged by: one side of a wide street has its own.
std::string_view spacing_rule_key(const FeatureTable& gaps, std::uint32_t row);

}  // namespace firebreak::gui
