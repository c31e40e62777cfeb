#pragma once

#include <string>
#include <string_view>

#include "core/model/column.hpp"

/// Dates and times of day as ledgers write them, in one form.
namespace firebreak {

/// "2023-05-10", "2023-05", "2023", with the time of day behind a day ("2023-05-10 13:20"), or that
/// alone ("13:20"): of "2023.5.10", "20230510", "2023年5月10日13时20分", "下午1:20",
/// "20230510132000" and the day numbers of spreadsheets ("45056.5"). Empty for anything else:
/// "5/10/2023" may be two days.
std::string iso_moment(std::string_view written);
/// The same for a cell of any type.
std::string iso_moment(const Column& column, std::size_t row);

}  // namespace firebreak
