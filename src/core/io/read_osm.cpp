#include "core/io/read_osm.hpp"

#include <osmium/area/assembler.hpp>
#include <osmium/area/multipolygon_manager.hpp>
#include <osmium/area/problem_reporter.hpp>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/any_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/thread/pool.hpp>
#include <osmium/visitor.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/osm_layer.hpp"
#include "core/io/source_files.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

using NodeIndex = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
using NodeLocations = osmium::handler::NodeLocationsForWays<NodeIndex, NodeIndex>;
using AreaManager = osmium::area::MultipolygonManager<osmium::area::Assembler>;

constexpr const char* attribution = "© OpenStreetMap contributors, ODbL 1.0";

class ListTags final : public OsmTags {
 public:
  explicit ListTags(const osmium::TagList& list) : list_(list) {}
  const char* get(const char* key) const override { return list_.get_value_by_key(key); }

 private:
  const osmium::TagList& list_;
};

std::int64_t fid_of(osmium::item_type type, osmium::object_id_type id) {
  const std::int64_t kind = type == osmium::item_type::node  ? 0
                            : type == osmium::item_type::way ? 1
                                                             : 2;
  return 4 * std::int64_t{id} + kind;
}

Xy place(osmium::Location location) {
  return {location.lon_without_check(), location.lat_without_check()};
}

/// Centre of gravity of the area within a ring; of its corners if it has no area.
Xy ring_centre(std::span<const Xy> ring) {
  const Xy origin = ring[0];
  double twice_area = 0;
  Xy moment;
  Xy sum;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Xy a = ring[i] - origin;
    const Xy b = ring[i + 1] - origin;
    const double c = cross(a, b);
    twice_area += c;
    moment = moment + c * (a + b);
    sum = sum + a;
  }
  if (std::abs(twice_area) > 1e-18) return origin + (1 / (3 * twice_area)) * moment;
  return origin + (1 / static_cast<double>(std::max<std::size_t>(1, ring.size() - 1))) * sum;
}

/// Remembers the first place of trouble in each relation.
class Troubles final : public osmium::area::ProblemReporter {
 public:
  const osmium::Location* in_relation(osmium::object_id_type id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &found->second;
  }
  void report_intersection(osmium::object_id_type, osmium::Location, osmium::Location,
                           osmium::object_id_type, osmium::Location, osmium::Location,
                           osmium::Location at) override {
    note(at);
  }
  void report_duplicate_segment(const osmium::NodeRef& a, const osmium::NodeRef&) override {
    note(a.location());
  }
  void report_ring_not_closed(const osmium::NodeRef& end, const osmium::Way*) override {
    note(end.location());
  }

 private:
  void note(osmium::Location at) {
    if (m_object_type == osmium::item_type::relation) places_.emplace(m_object_id, at);
  }
  std::unordered_map<osmium::object_id_type, osmium::Location> places_;
};

/// A relation that some layer wants as an area.
struct WantedRelation {
  osmium::object_id_type id = 0;
  std::array<bool, osm_roles.size()> roles{};
  bool assembled = false;
  std::optional<Xy> somewhere;  ///< a known node of one of its member ways
};

class Collector : public osmium::handler::Handler {
 public:
  Collector() {
    for (const Role role : osm_roles) layers_.emplace_back(role);
  }

  // First pass.
  void relation_wanted(const osmium::Relation& relation) {
    if (!relation.tags().has_tag("type", "multipolygon") &&
        !relation.tags().has_tag("type", "boundary"))
      return;
    WantedRelation wanted;
    wanted.id = relation.id();
    const ListTags tags(relation.tags());
    bool any = false;
    for (std::size_t r = 0; r < osm_roles.size(); ++r) {
      wanted.roles[r] = osm_use(osm_roles[r], OsmForm::relation, tags) != OsmUse::none;
      any = any || wanted.roles[r];
    }
    if (!any) return;
    const std::size_t at = relations_.size();
    relation_at_.emplace(wanted.id, at);
    for (const auto& member : relation.members())
      if (member.type() == osmium::item_type::way) relations_of_way_[member.ref()].push_back(at);
    relations_.push_back(wanted);
  }

  // Second pass.
  void node(const osmium::Node& node) {
    if (seen_way_) throw osmium::io_error("a node stands after the first way");
    if (node.tags().empty() || !node.location().valid()) return;
    const ListTags tags(node.tags());
    const std::int64_t fid = fid_of(osmium::item_type::node, node.id());
    for (OsmLayer& layer : layers_) {
      if (osm_use(layer.role, OsmForm::node, tags) == OsmUse::none) continue;
      layer.shapes.points().push_back(place(node.location()));
      layer.shapes.end_part(PartKind::point, fid);
      layer.shapes.end_feature(fid);
      layer.add_record('n', node.id(), fid, tags);
    }
    if (tags.has("building") && !tags.is("building", "no"))
      layers_[osm_layer(Role::buildings)].add_issue(
          IssueKind::wrong_geometry, Severity::doubtful, fid, place(node.location()),
          text("the building n{} is mapped as a point, without its outline", node.id()),
          text("It is missing in the result."));
  }

  void way(const osmium::Way& way) {
    seen_way_ = true;
    note_member(way);
    if (way.tags().empty()) return;
    const ListTags tags(way.tags());
    const bool closed = way.nodes().size() >= 4 && way.ends_have_same_id();
    const OsmForm form = closed ? OsmForm::closed_way : OsmForm::open_way;
    for (OsmLayer& layer : layers_) {
      const OsmUse use = osm_use(layer.role, form, tags);
      if (use != OsmUse::none) add_way(layer, way, tags, use, closed);
    }
  }

  void area(const osmium::Area& area) {
    if (area.from_way()) return;
    const auto found = relation_at_.find(area.orig_id());
    if (found == relation_at_.end()) return;
    WantedRelation& wanted = relations_[found->second];
    wanted.assembled = true;
    const ListTags tags(area.tags());
    const std::int64_t fid = fid_of(osmium::item_type::relation, wanted.id);
    for (std::size_t r = 0; r < layers_.size(); ++r)
      if (wanted.roles[r]) add_area(layers_[r], area, tags, fid, wanted.id);
  }

  /// The layers that got something, with what could not be assembled noted.
  std::vector<RawLayer> finish(const Troubles& troubles, const std::string& path) {
    for (const WantedRelation& wanted : relations_)
      if (!wanted.assembled) note_failed(wanted, troubles);
    std::vector<RawLayer> layers;
    for (OsmLayer& builder : layers_) {
      note_wholly_missing(builder);
      if (builder.fids.empty() && builder.issues.empty()) continue;
      layers.push_back(finished(builder, path));
    }
    return layers;
  }

 private:
  /// The first known node of a way.
  static std::optional<Xy> known_place(const osmium::Way& way) {
    for (const auto& node : way.nodes())
      if (node.location().valid()) return place(node.location());
    return std::nullopt;
  }

  void note_member(const osmium::Way& way) {
    const auto found = relations_of_way_.find(way.id());
    if (found == relations_of_way_.end()) return;
    const auto at = known_place(way);
    for (const std::size_t r : found->second)
      if (!relations_[r].somewhere) relations_[r].somewhere = at;
  }

  void add_way(OsmLayer& layer, const osmium::Way& way, const OsmTags& tags, OsmUse use,
               bool closed) {
    const std::int64_t fid = fid_of(osmium::item_type::way, way.id());
    const auto& nodes = way.nodes();
    const bool complete =
        !nodes.empty() &&
        std::all_of(nodes.begin(), nodes.end(), [](const auto& n) { return n.location().valid(); });
    if (!complete && use == OsmUse::line && add_known_runs(layer, way, tags, fid)) return;
    if (!complete) return layer.add_cut(fid, "w" + std::to_string(way.id()), known_place(way));
    if (use == OsmUse::area && !closed)
      return layer.add_issue(IssueKind::invalid_geometry, Severity::serious, fid, known_place(way),
                             text("w{} is tagged as an area, but its line is not closed", way.id()),
                             text("It is missing in the result."));
    if (use == OsmUse::line && nodes.size() < 2)
      return layer.add_issue(IssueKind::invalid_geometry, Severity::info, fid, known_place(way),
                             text("w{} has one node only", way.id()),
                             text("It is missing in the result."));
    if (use == OsmUse::point) {
      way_points_.clear();
      for (const auto& n : nodes) way_points_.push_back(place(n.location()));
      layer.shapes.points().push_back(ring_centre(way_points_));
      layer.shapes.end_part(PartKind::point, fid);
    } else {
      for (const auto& n : nodes) layer.shapes.points().push_back(place(n.location()));
      layer.shapes.end_part(use == OsmUse::area ? PartKind::outer : PartKind::line, fid);
    }
    layer.shapes.end_feature(fid);
    layer.add_record('w', way.id(), fid, tags);
  }

  /// The stretches of a cut line between nodes that are in the file; false if there is none.
  bool add_known_runs(OsmLayer& layer, const osmium::Way& way, const OsmTags& tags,
                      std::int64_t fid) {
    const auto& nodes = way.nodes();
    const auto known = [](const osmium::NodeRef& n) { return n.location().valid(); };
    const auto missing = static_cast<std::size_t>(
        std::count_if(nodes.begin(), nodes.end(), [&](const auto& n) { return !known(n); }));
    bool any = false;
    for (auto from = nodes.begin(); from != nodes.end();) {
      from = std::find_if(from, nodes.end(), known);
      const auto to = std::find_if_not(from, nodes.end(), known);
      if (to - from >= 2) {
        for (auto n = from; n != to; ++n) layer.shapes.points().push_back(place(n->location()));
        layer.shapes.end_part(PartKind::line, fid);
        any = true;
      }
      from = to;
    }
    if (!any) return false;
    layer.shapes.end_feature(fid);
    layer.add_record('w', way.id(), fid, tags);
    layer.add_cut_line(fid, "w" + std::to_string(way.id()), missing, *known_place(way));
    return true;
  }

  void add_area(OsmLayer& layer, const osmium::Area& area, const OsmTags& tags, std::int64_t fid,
                osmium::object_id_type id) {
    const bool as_point = osm_use(layer.role, OsmForm::relation, tags) == OsmUse::point;
    const auto add_ring = [&](const osmium::NodeRefList& ring, PartKind kind) {
      for (const auto& n : ring) layer.shapes.points().push_back(place(n.location()));
      layer.shapes.end_part(kind, fid);
    };
    if (as_point) {
      way_points_.clear();
      for (const auto& n : *area.outer_rings().begin()) way_points_.push_back(place(n.location()));
      layer.shapes.points().push_back(ring_centre(way_points_));
      layer.shapes.end_part(PartKind::point, fid);
    } else {
      for (const auto& outer : area.outer_rings()) {
        add_ring(outer, PartKind::outer);
        for (const auto& inner : area.inner_rings(outer)) add_ring(inner, PartKind::hole);
      }
    }
    layer.shapes.end_feature(fid);
    layer.add_record('r', id, fid, tags);
  }

  void note_failed(const WantedRelation& wanted, const Troubles& troubles) {
    const std::int64_t fid = fid_of(osmium::item_type::relation, wanted.id);
    const std::string name = "r" + std::to_string(wanted.id);
    const osmium::Location* trouble = troubles.in_relation(wanted.id);
    for (std::size_t r = 0; r < layers_.size(); ++r) {
      if (!wanted.roles[r]) continue;
      if (trouble == nullptr)
        layers_[r].add_cut(fid, name, wanted.somewhere);
      else
        layers_[r].add_issue(
            IssueKind::invalid_geometry, Severity::serious, fid, place(*trouble),
            text("the members of {} do not form rings; the first trouble is here", name),
            text("It is missing in the result; repair it in OpenStreetMap."));
    }
  }

  static void note_wholly_missing(OsmLayer& builder) {
    if (builder.wholly_missing == 0) return;
    builder.add_issue(
        IssueKind::missing_nodes, Severity::info, -1, std::nullopt,
        text(for_count(
                 builder.wholly_missing,
                 tr_key(
                     "{} object lies wholly outside the extract: none of its nodes is in the file"),
                 tr_key("{} objects lie wholly outside the extract: none of their nodes is in the "
                        "file")),
             builder.wholly_missing),
        text("They are missing in the result; nothing of them lies in the area covered."));
    builder.issues.back().records = builder.wholly_missing;
  }

  static RawLayer finished(OsmLayer& builder, const std::string& path) {
    RawLayer layer;
    layer.path = path;
    layer.layer = role_name(builder.role);
    layer.driver = "OSM";
    layer.encoding = "UTF-8";
    layer.crs = Crs("EPSG:4326");
    layer.role_hint = builder.role;
    layer.attribution = attribution;
    layer.issues = std::move(builder.issues);
    layer.shapes = builder.shapes.finish(layer.issues);
    layer.fids = std::move(builder.fids);
    for (Column& c : builder.columns)
      if (std::ranges::count(c.missing, 0) > 0) layer.columns.push_back(std::move(c));
    // Areas of relations are ready in between the ways: put nodes, ways, relations in order.
    const auto key = [&](std::uint32_t row) {
      return std::pair(layer.fids[row] & 3, layer.fids[row]);
    };
    std::vector<std::uint32_t> order(layer.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto before = [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); };
    if (std::is_sorted(order.begin(), order.end(), before)) return layer;
    std::stable_sort(order.begin(), order.end(), before);
    return selected(layer, order);
  }

  std::vector<OsmLayer> layers_;
  std::vector<WantedRelation> relations_;
  std::unordered_map<osmium::object_id_type, std::size_t> relation_at_;
  std::unordered_map<osmium::object_id_type, std::vector<std::size_t>> relations_of_way_;
  std::vector<Xy> way_points_;
  bool seen_way_ = false;
};

/// The relations worth assembling; which layer takes them is decided by their full tags.
osmium::TagsFilter area_filter() {
  osmium::TagsFilter filter{false};
  for (const char* key : {"building", "emergency", "amenity", "natural", "waterway", "landuse",
                          "leisure", "tourism", "shop"})
    filter.add_rule(true, key);
  filter.add_rule(true, "boundary", "administrative");
  return filter;
}

/// Reads the file from its start to its end; `take` gets each buffer.
template <class Take>
void read_pass(const osmium::io::File& file, osmium::thread::Pool& pool,
               osmium::osm_entity_bits::type kinds, const Job& job, std::string_view doing,
               const Take& take) {
  osmium::io::Reader reader(file, pool, kinds, osmium::io::read_meta::no);
  const auto size = static_cast<double>(std::max<std::size_t>(1, reader.file_size()));
  while (osmium::memory::Buffer buffer = reader.read()) {
    job.progress(static_cast<double>(reader.offset()) / size, doing);
    take(buffer);
  }
  reader.close();
}

std::vector<RawLayer> read_passes(const fs::path& path, const Job& job) {
  const osmium::io::File file(path.string());
  // A pool of our own: the library's default one lives until the program ends.
  osmium::thread::Pool pool(static_cast<int>(std::max(1U, job.threads())));
  const std::string doing = text("Reading {}", path.filename().string());

  Troubles troubles;
  osmium::area::AssemblerConfig config;
  config.problem_reporter = &troubles;
  config.create_empty_areas = false;
  config.create_way_polygons = false;
  AreaManager manager(config, area_filter());
  Collector collector;
  read_pass(file, pool, osmium::osm_entity_bits::relation, job.part(0, 0.15), doing,
            [&](osmium::memory::Buffer& buffer) {
              for (const auto& relation : buffer.select<osmium::Relation>()) {
                manager.relation(relation);
                collector.relation_wanted(relation);
              }
            });
  manager.prepare_for_lookup();

  NodeIndex positive;
  NodeIndex negative;
  NodeLocations locations(positive, negative);
  locations.ignore_errors();
  auto& areas = manager.handler([&](osmium::memory::Buffer&& buffer) {
    for (const auto& area : buffer.select<osmium::Area>()) collector.area(area);
  });
  read_pass(
      file, pool, osmium::osm_entity_bits::nwr, job.part(0.15, 1), doing,
      [&](osmium::memory::Buffer& buffer) { osmium::apply(buffer, locations, collector, areas); });
  return collector.finish(troubles, path.string());
}

}  // namespace

std::vector<RawLayer> read_osm(const fs::path& path, const Job& job) {
  try {
    return read_passes(path, job);
  } catch (const Error&) {
    throw;
  } catch (const Cancelled&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw Error(ErrorKind::file,
                "{}: the OpenStreetMap file cannot be read ({}). Download it again, or bring it in "
                "order with \"osmium sort\".",
                path.string(), error.what());
  }
}

}  // namespace firebreak::io
