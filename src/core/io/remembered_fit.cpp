#include "core/io/remembered_fit.hpp"

#include <algorithm>
#include <functional>

#include "core/base/error.hpp"
#include "core/geo/crs.hpp"
#include "core/io/apply_settings.hpp"
#include "core/io/remembered.hpp"
#include "core/io/sheet_header.hpp"
#include "core/io/text_encoding.hpp"
#include "core/normalise/recognise.hpp"
#include "core/normalise/values.hpp"

namespace firebreak::io {

namespace {

using Unfit = std::vector<std::pair<std::string, std::string>>;

/// Reads the layer of a file with other options; nothing if that cannot be done.
std::optional<RawLayer> reread(const SourceSpec& spec, const std::string& layer,
                               const SourceSettings& settings, const Job& job) {
  try {
    std::vector<RawLayer> layers = read_source(spec.path, options_of(settings, {layer}), job);
    if (layers.size() == 1) return std::move(layers.front());
  } catch (const Error&) {
    // what made it fail is left out and told
  }
  return std::nullopt;
}

/// Whether a header names columns: not mostly numbers, and one of those remembered if there are.
bool names_columns(const RawLayer& layer, const SourceSettings& rule) {
  const auto numbers = std::ranges::count_if(layer.columns, [](const Column& column) {
    return is_number_cell(column.name) || column.name.starts_with("Field");
  });
  if (2 * static_cast<std::size_t>(numbers) > layer.columns.size()) return false;
  return rule.fields.empty() || std::ranges::any_of(rule.fields, [&](const auto& entry) {
           return layer.column(entry.second) != nullptr;
         });
}

/// The content beats a remembered encoding only where it leaves no doubt: UTF-8 or not.
bool fits_encoding(const RawLayer& layer, const std::string& remembered) {
  const std::string name = encoding_name(remembered);
  return (layer.encoding == "UTF-8") == (name == "UTF-8");
}

/// The settings that change how a layer is read, one after the other.
class Rereading {
 public:
  Rereading(SourceSettings& rule, const SourceSpec& spec, RawLayer& layer, const Job& job)
      : rule_(rule), spec_(spec), layer_(layer), job_(job), so_far_(spec) {}

  Unfit run() {
    if (spec_.encoding.empty() && !rule_.encoding.empty() && !layer_.encoding.empty() &&
        !ascii_only() && encoding_name(rule_.encoding) != layer_.encoding) {
      if (fits_encoding(layer_, rule_.encoding))
        attempt("encoding", rule_.encoding, [&](auto& s) { s.encoding = rule_.encoding; });
      else
        refuse("encoding", rule_.encoding);
    }
    if (refused("encoding")) rule_.encoding.clear();
    if (!spec_.header_row && rule_.header_row) {
      attempt("header_row", std::to_string(*rule_.header_row),
              [&](auto& s) { s.header_row = rule_.header_row; });
      if (refused("header_row")) rule_.header_row.reset();
    }
    if (const auto places = options_of(rule_, {}).places; places.any())
      attempt({}, {}, [&](auto& s) {
        for (const char* field : {"lon", "lat", "x", "y", "lonlat"})
          if (rule_.fields.contains(field)) s.fields.emplace(field, rule_.fields.at(field));
      });
    if (spec_.where.empty() && !rule_.where.empty()) {
      attempt("where", rule_.where, [&](auto& s) { s.where = rule_.where; });
      if (refused("where")) rule_.where.clear();
    }
    return std::move(unfit_);
  }

 private:
  bool ascii_only() const {
    return std::ranges::all_of(layer_.columns, [](const Column& column) {
      return is_ascii(column.name) &&
             (column.type != ColumnType::text || is_ascii(column.texts.bytes()));
    });
  }

  void refuse(const std::string& key, const std::string& value) { unfit_.emplace_back(key, value); }
  bool refused(std::string_view key) const {
    return std::ranges::any_of(unfit_, [&](const auto& entry) { return entry.first == key; });
  }

  void attempt(const std::string& key, const std::string& value,
               const std::function<void(SourceSettings&)>& change) {
    SourceSettings with = so_far_;
    change(with);
    auto again = reread(spec_, layer_.layer, with, job_);
    const bool good = again && (key != "header_row" || names_columns(*again, rule_)) &&
                      (key != "encoding" || undecoded(*again) <= undecoded(layer_));
    if (good) {
      layer_ = std::move(*again);
      so_far_ = std::move(with);
    } else if (!key.empty()) {
      refuse(key, value);
    }
  }

  static std::size_t undecoded(const RawLayer& layer) {
    return static_cast<std::size_t>(std::ranges::count_if(layer.issues, [](const Issue& issue) {
      return issue.kind == IssueKind::encoding && issue.severity == Severity::doubtful;
    }));
  }

  SourceSettings& rule_;
  const SourceSpec& spec_;
  RawLayer& layer_;
  const Job& job_;
  SourceSettings so_far_;
  Unfit unfit_;
};

bool in_degrees(Xy p) {
  return std::abs(p.x_m) <= 180 && std::abs(p.y_m) <= 180;
}

/// Points that say something about their CRS.
std::vector<Xy> placed(const Shapes& shapes) {
  std::vector<Xy> out;
  for (const Xy p : shapes.points)
    if (p != Xy{}) out.push_back(p);
  return out;
}

/// As `settle_crs` would refuse it, and where x and y are exchanged, which a CRS that is named does
/// not put right.
bool fits_crs(const Crs& crs, const std::vector<Xy>& points) {
  if (points.empty()) return true;
  const auto degrees =
      static_cast<std::size_t>(std::ranges::count_if(points, [](Xy p) { return in_degrees(p); }));
  if (crs.geographic()) return 2 * degrees >= points.size();
  return degrees < points.size() && !propose_crs(points).swap_xy;
}

}  // namespace

Unfit fitted(SourceSettings& rule, const SourceSpec& spec, RawLayer& layer, const Job& job) {
  Unfit unfit = Rereading(rule, spec, layer, job).run();
  if (rule.role && !fits_geometry(*rule.role, layer)) {
    unfit.emplace_back("role", role_name(*rule.role));
    rule.role.reset();
    // Fields and values are those of the role.
    rule.fields.clear();
    rule.units.clear();
    rule.values.clear();
  }
  const std::vector<Xy> points = placed(layer.shapes);
  if (!rule.crs.empty() && !fits_crs(Crs(rule.crs), points)) {
    unfit.emplace_back("crs", rule.crs);
    rule.crs.clear();
  }
  const std::string said = spec.crs.empty() ? rule.crs : spec.crs;
  const Crs crs = said.empty() ? layer.crs : Crs(said);
  const bool degrees =
      (!crs.known() || crs.geographic()) && (points.empty() || fits_crs(Crs("EPSG:4490"), points));
  if (rule.shift != CoordinateShift::none && !degrees) {
    unfit.emplace_back("shift", shift_name(rule.shift));
    rule.shift = CoordinateShift::none;
  }
  const bool packed = degrees && std::ranges::all_of(points, [](Xy p) {
                        return packed_angle_deg(p.x_m) && packed_angle_deg(p.y_m);
                      });
  if (rule.packed_angles && !packed) {
    unfit.emplace_back("angles", "packed");
    rule.packed_angles = false;
  }
  return unfit;
}

}  // namespace firebreak::io
