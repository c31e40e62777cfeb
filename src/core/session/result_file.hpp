#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/analysis/assessment.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/project.hpp"

namespace firebreak {

/// Writes the result of a run as a GeoPackage with its styles, run record and ledger: completes a
/// copy of the record with program and versions, and hands the findings over to the ledger. The
/// same bytes from the command line and from the window. Throws `Error` (file); an older result
/// stays whole.
void write_result(const std::filesystem::path& output, const City& city,
                  const Assessment& assessment, const io::Project& project, io::Existing existing,
                  const std::string& program, const Job& job);

/// One sentence for each layer whose style in that file is not the one of the project, because the
/// result lacks the column that its classes ask for.
std::vector<std::string> looks_left_out(const Assessment& assessment, const io::Project& project);

}  // namespace firebreak
