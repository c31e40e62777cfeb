#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/project.hpp"
#include "core/model/raw.hpp"

namespace firebreak::io {

/// Takes out of `rule`, what a mapping file remembers, whatever does not fit the layer of this file
/// (columns apart), and returns it as key and value. The layer is read again where what fits makes
/// it another one: encoding, header row, places, filter. What the project says of the file (`spec`)
/// is not touched.
std::vector<std::pair<std::string, std::string>> fitted(SourceSettings& rule,
                                                        const SourceSpec& spec, RawLayer& layer,
                                                        const Job& job);

}  // namespace firebreak::io
