#include "core/io/shape_sink.hpp"

#include <iterator>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"

namespace firebreak::io {

namespace {

Issue issue_of(std::int64_t fid, IssueKind kind, Severity severity, Action action,
               std::string detail, std::string effect) {
  Issue issue;
  issue.kind = kind;
  issue.severity = severity;
  issue.action = action;
  issue.origin.fid = fid;
  issue.detail = std::move(detail);
  issue.effect = std::move(effect);
  return issue;
}

}  // namespace

void ShapeSink::drop_part() {
  shapes_.points.resize(shapes_.part_start.back());
}

void ShapeSink::end_part(PartKind kind, std::int64_t fid) {
  auto& points = shapes_.points;
  const std::size_t from = shapes_.part_start.back();
  const std::size_t count = points.size() - from;
  if (kind == PartKind::outer) outer_dropped_ = false;
  if (count == 0) {
    if (kind == PartKind::outer) outer_dropped_ = true;
    return;
  }
  if (kind == PartKind::hole && outer_dropped_) return drop_part();
  bool too_short = kind == PartKind::line && count < 2;
  if (kind == PartKind::outer || kind == PartKind::hole) {
    const bool closed = points[from] == points.back();
    too_short = count < (closed ? 4U : 3U);
    if (!closed && !too_short) {
      const Xy first = points[from];
      points.push_back(first);
      Issue issue = issue_of(fid, IssueKind::invalid_geometry, Severity::info, Action::repaired,
                             text("a ring was not closed; its last point was joined to its first"),
                             text("The outline is used as closed."));
      issue.at = first;
      issues_.push_back(std::move(issue));
    }
  }
  if (too_short) {
    Issue issue = issue_of(fid, IssueKind::invalid_geometry, Severity::serious, Action::set_aside,
                           kind == PartKind::line
                               ? text(for_count(count, tr_key("a line of {} point was left out"),
                                                tr_key("a line of {} points was left out")),
                                      count)
                               : text(for_count(count, tr_key("a ring of {} point was left out"),
                                                tr_key("a ring of {} points was left out")),
                                      count),
                           text("The part is missing in the result."));
    issue.at = points[from];
    issues_.push_back(std::move(issue));
    if (kind == PartKind::outer) outer_dropped_ = true;
    return drop_part();
  }
  if (points.size() > UINT32_MAX)
    throw Error(ErrorKind::file,
                "a layer holds more than {} points. Cut it into parts and give them one by one.",
                UINT32_MAX);
  shapes_.part_start.push_back(static_cast<std::uint32_t>(points.size()));
  shapes_.part_kind.push_back(kind);
}

void ShapeSink::reject_feature(std::int64_t fid, IssueKind kind, std::string detail) {
  const std::uint32_t first_part = shapes_.feature_start.back();
  shapes_.part_start.resize(first_part + 1);
  shapes_.part_kind.resize(first_part);
  drop_part();
  outer_dropped_ = false;
  issues_.push_back(issue_of(fid, kind, Severity::serious, Action::set_aside, std::move(detail),
                             text("The record is kept without geometry and cannot be judged.")));
}

void ShapeSink::end_feature(std::int64_t fid) {
  outer_dropped_ = false;
  const std::uint32_t first_part = shapes_.feature_start.back();
  auto end_part = static_cast<std::uint32_t>(shapes_.part_kind.size());
  if (end_part > first_part) {
    // 0 · x is 0 for every finite x and not a number otherwise.
    double odd = 0;
    for (std::size_t i = shapes_.part_start[first_part]; i < shapes_.points.size(); ++i)
      odd += 0 * shapes_.points[i].x_m + 0 * shapes_.points[i].y_m;
    if (!(odd == 0)) {
      reject_feature(fid, IssueKind::bad_coordinates,
                     text("a coordinate is infinite or not a number"));
      end_part = first_part;
    }
  }
  std::array<bool, 3> has{};
  for (std::uint32_t p = first_part; p < end_part; ++p) {
    const PartKind kind = shapes_.part_kind[p];
    has[kind == PartKind::point ? 0 : kind == PartKind::line ? 1 : 2] = true;
  }
  for (std::size_t k = 0; k < has.size(); ++k) kinds_[k] += has[k] ? 1U : 0U;
  shapes_.finish_feature();
}

void ShapeSink::append(ShapeSink&& other) {
  if (shapes_.points.size() + other.shapes_.points.size() > UINT32_MAX)
    throw Error(ErrorKind::file,
                "a layer holds more than {} points. Cut it into parts and give them one by one.",
                UINT32_MAX);
  shapes_.append(other.shapes_);
  issues_.insert(issues_.end(), std::make_move_iterator(other.issues_.begin()),
                 std::make_move_iterator(other.issues_.end()));
  curves_ += other.curves_;
  heights_ += other.heights_;
  for (std::size_t k = 0; k < kinds_.size(); ++k) kinds_[k] += other.kinds_[k];
}

Shapes ShapeSink::finish(std::vector<Issue>& issues) {
  issues.insert(issues.end(), std::make_move_iterator(issues_.begin()),
                std::make_move_iterator(issues_.end()));
  issues_.clear();
  const auto note = [&](IssueKind kind, std::string detail, std::string effect) {
    issues.push_back(
        issue_of(-1, kind, Severity::info, Action::repaired, std::move(detail), std::move(effect)));
  };
  if (curves_ > 0)
    note(IssueKind::curve_linearised,
         text(for_count(curves_, tr_key("{} feature is drawn with arcs"),
                        tr_key("{} features are drawn with arcs")),
              curves_),
         text("Arcs were replaced by short lines at most 1 cm off."));
  if (heights_ > 0)
    note(IssueKind::mixed_geometry,
         text(for_count(heights_, tr_key("{} feature carries heights or measures"),
                        tr_key("{} features carry heights or measures")),
              heights_),
         text("Only their place on the ground is used."));
  if ((kinds_[0] > 0) + (kinds_[1] > 0) + (kinds_[2] > 0) > 1)
    note(IssueKind::mixed_geometry,
         text("the layer mixes points ({}), lines ({}) and areas ({})", kinds_[0], kinds_[1],
              kinds_[2]),
         text("Each analysis takes only the kind that it needs."));
  return std::move(shapes_);
}

}  // namespace firebreak::io
