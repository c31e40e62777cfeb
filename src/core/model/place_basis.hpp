#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/city.hpp"
#include "core/model/column.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// The column `place_basis` of a table: what was done to the coordinates of each row, as codes.
/// None if nothing was done to any: a file says it all.
std::optional<Column> place_basis_column(const City& city, std::size_t rows,
                                         const std::function<Origin(std::size_t)>& origin_of);

/// What a map has to say about the places of the features of a table, one sentence for each source
/// whose places are not as its file has them: "Hydrants: shifted back from GCJ-02, ± 8 m".
std::vector<std::string> place_remarks(const std::vector<RunRecord::Input>& inputs,
                                       std::string_view table, Language in);

/// The sources as a run record has them. `internal`: with the parameters of moves by control points
/// and who accepted a proposal, which no public edition may hold.
std::vector<RunRecord::Input> record_inputs(const City& city, bool internal);

}  // namespace firebreak
