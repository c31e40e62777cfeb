#pragma once

#include <filesystem>

#include "core/io/atomic_file.hpp"
#include "core/model/schedule.hpp"

namespace firebreak::io {

/// Writes schedules as a workbook: title, who fills it in, header, rows with their serial number, a
/// row of totals, signatures; ready to print. The same schedules give the same bytes when
/// SOURCE_DATE_EPOCH is set. All or nothing; throws `Error` (file).
void write_schedule_book(const std::filesystem::path& output, const ScheduleBook& book,
                         Existing existing);

}  // namespace firebreak::io
