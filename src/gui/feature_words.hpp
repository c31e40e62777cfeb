#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/model/feature_table.hpp"

namespace firebreak::gui {

/// What a feature is and what the rules say of it: sentences with its figures, the first of which
/// says it all, and the parameters whose clauses they rest on. Empty for tables that have no more
/// to say than their attributes.
struct FeatureTold {
  QString sentences;
  std::vector<std::string> rules;
};

/// `record`: of the run; null before there is one.
FeatureTold feature_told(const FeatureTable& table, std::uint32_t row, const RunRecord* record);

/// What of a row of `changed_buildings` changes, from what to what, and why.
QString change_words(const FeatureTable& changed, std::uint32_t row);
/// The same between two plans: by their names rather than by before and now.
QString change_words(const FeatureTable& changed, std::uint32_t row, const std::string& against,
                     const std::string& shown);

}  // namespace firebreak::gui
