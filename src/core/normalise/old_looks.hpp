#pragma once

#include <string>
#include <vector>

#include "core/model/city.hpp"
#include "core/model/view_settings.hpp"

namespace firebreak {

/// Project files of earlier versions name the user's own layers by their number, "other_3", and
/// mostly by their role alone, "Key sites". Gives the looks of such layers the names that the
/// layers have in the city now (`names_of_others`): those of the layer of that number if its title
/// fits, else of the only layer whose title does. What fits none stays as it is; returns a sentence
/// about each of these.
std::vector<std::string> carry_old_looks(ViewSettings& view, const City& city);

}  // namespace firebreak
