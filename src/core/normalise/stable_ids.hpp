#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "core/base/job.hpp"
#include "core/geo/shape.hpp"
#include "core/model/column.hpp"

namespace firebreak {

/// Hash of a place: coordinates rounded to 0.01 m in the output CRS (`origin` is added), so that
/// the same feature has the same hash in every run whatever the local origin. Neither the point a
/// ring starts at, nor the direction of a line, nor the order of parts matters.
std::uint64_t place_hash(const Shapes& shapes, std::size_t f, Xy origin);

/// One hash per feature, in parallel.
std::vector<std::uint64_t> place_hashes(const Shapes& shapes, Xy origin, const Job& job);

/// Ids that the same feature keeps in the next run: the one given, else one made of the place's
/// hash. Equal ids get "-2", "-3" … in order of their hashes, then of `content` (a hash of what
/// else the record says), so that the order of the features does not matter. `given` has one text
/// per feature, empty for none.
Texts stable_ids(const Texts& given, std::span<const std::uint64_t> hashes, std::string_view prefix,
                 const std::function<std::uint64_t(std::uint32_t)>& content = {});

/// True if nearly all of the values (9 of 10) are there and differ: a column of numbers that name
/// things, not one that groups them. What is repeated or missing gets an id by `stable_ids`.
bool names_records(const Column& column);

}  // namespace firebreak
