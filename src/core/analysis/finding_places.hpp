#pragma once

#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "core/model/finding.hpp"

namespace firebreak {

/// Gives every finding without a place the nearest street that has a name ("near Marktstraße", in
/// the present language), if it is no farther than 300 m from the middle of the finding: for a
/// nameless lane mostly one that it joins.
void fill_places(const City& city, std::vector<Finding>& findings, const Job& job);

}  // namespace firebreak
