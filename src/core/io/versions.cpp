#include "core/io/versions.hpp"

#include <gdal.h>
#include <sqlite3.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "core/base/error.hpp"
#include "core/geo/crs.hpp"
#include "core/geo/geos.hpp"

namespace firebreak::io {

std::time_t moment() {
  const char* given = std::getenv("SOURCE_DATE_EPOCH");
  if (given == nullptr || *given == '\0') return std::time(nullptr);
  long long seconds = 0;
  const char* end = given + std::strlen(given);
  if (std::from_chars(given, end, seconds).ptr != end || seconds < 0)
    throw Error(ErrorKind::usage, "SOURCE_DATE_EPOCH = {} is not a number of seconds.", given);
  return static_cast<std::time_t>(seconds);
}

void stamp(RunRecord& record, const std::string& program) {
  record.program = program;
  record.versions = {{"GDAL", GDALVersionInfo("RELEASE_NAME")},
                     {"GEOS", geos_version()},
                     {"PROJ", proj_version()},
                     {"SQLite", sqlite3_libversion()}};
  const std::time_t now = moment();
  std::tm utc{};
  gmtime_r(&now, &utc);
  record.made_utc = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900,
                                utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace firebreak::io
