#pragma once

#include <string>
#include <string_view>

/// What the field-check list asks people to do on site, in the language set.
namespace firebreak {

/// `by_default`: the profile sets no limit, it is the default of the program.
std::string lane_task(std::string_view reason_code, double limit_m, bool by_default);
std::string engine_task(double required_m);
std::string hydrant_task(std::string_view hydrant_id, double radius_m, std::string_view reason_code,
                         bool whole_facade);
std::string way_in_task(double required_m);
std::string hydrant_state_task(bool doubtful_position);
std::string defect_task(std::string_view kind);

}  // namespace firebreak
