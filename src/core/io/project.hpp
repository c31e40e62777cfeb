#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/params.hpp"
#include "core/io/source_settings.hpp"
#include "core/model/hydrant_target.hpp"
#include "core/model/proposal.hpp"
#include "core/model/role.hpp"
#include "core/model/scenario.hpp"
#include "core/model/verdict_override.hpp"
#include "core/model/view_settings.hpp"
#include "core/normalise/row_shift.hpp"
#include "core/normalise/similarity.hpp"

namespace firebreak::io {

/// One file of a project and what the user says about it. What is not said is as a mapping file
/// remembers it for such files, else recognised.
struct SourceSpec : SourceSettings {
  std::filesystem::path path;                ///< resolved against the project file's folder
  std::vector<std::string> layers;           ///< by name; empty: all of them
  bool left_out = false;                     ///< not read: set aside, and counted as that
  bool remembered = true;                    ///< false: no mapping file is asked about it
  std::string crs_note;                      ///< how its CRS or shift was found, for the record
  std::string accepted;                      ///< the day its CRS or shift was accepted as proposed
  std::string accepted_by;                   ///< and who accepted it
  std::vector<RowShift> row_shifts;          ///< single records that carry a shift
  std::vector<ControlPair> control_points;   ///< its coordinates and those of `crs`, pair by pair
  std::optional<double> control_accepted_m;  ///< RMS up to which they are taken; empty: 1 m
  friend bool operator==(const SourceSpec&, const SourceSpec&) = default;
};

/// A clause of the profile that a person has looked up (product.md 7.6).
struct Confirmation {
  std::string key;  ///< of the profile value: "hydrants.radius_m"
  std::string by;
  std::string date;
  std::string document;
  friend bool operator==(const Confirmation&, const Confirmation&) = default;
};

/// What a run is about: sources, rules and everything the user has settled (city.toml).
struct Project {
  std::string name;
  std::filesystem::path path;  ///< the project file; empty for a folder, a dataset or options
  std::vector<SourceSpec> sources;
  std::string profile = "cn-gb";  ///< a shipped name, or a path resolved as those of sources
  std::string engine = "pumper";
  std::string crs;  ///< of all measuring and of the output; empty: chosen by place
  std::filesystem::path study_area;
  std::filesystem::path mapping;       ///< mapping file; empty: those beside project and data
  std::filesystem::path ledger;        ///< file whose findings, projects and targets are carried on
  std::filesystem::path field_checks;  ///< what was found on site (docs/field-check.md)
  std::filesystem::path departments;   ///< the county's own offices; empty: data/departments.toml
  std::filesystem::path land_classes;  ///< codes of the land survey; empty: data/land_classes.toml
  bool public_edition = false;
  bool geodesic = false;  ///< reach = "geodesic": the hose is laid round obstacles too
  std::map<std::string, ParamValue> overrides;  ///< full parameter key -> value
  std::vector<Confirmation> confirmations;
  std::vector<HydrantTarget> targets;
  std::vector<VerdictOverride> verdicts;  ///< set by persons in place of the computed ones
  std::vector<Scenario> scenarios;
  std::string scenario;  ///< the one the window shows; empty: the city as it is
  ViewSettings view;
  SheetSettings sheet;
  friend bool operator==(const Project&, const Project&) = default;
};

/// Reads a project file (docs/project-file.md). Throws `Error` (file) if there is none or it is no
/// TOML, `Error` (usage) with file, line and the nearest known key for a key that does not exist, a
/// value of the wrong kind, an unknown role, shift, unit or CRS.
Project read_project(const std::filesystem::path& file);
/// The same for a text that stands, or would stand, in `file`.
Project read_project_text(std::string_view toml, const std::filesystem::path& file);

/// The project as a file at `file` says it: `read_project_text` makes an equal project of it. Paths
/// inside the file's folder are relative to it.
std::string project_text(const Project& project, const std::filesystem::path& file);
/// The project with the lines that the proposals name, as if they had been written by hand: a
/// source of several layers is parted where a proposal is about some of them. Of several answers
/// that fit equally none is taken. Each line carries the day of files (`file_stamp`) and the name
/// of the person who accepts.
Project accepted(Project project, std::span<const Proposal> proposals, std::string_view by);
/// The project that says of the layers which the proposals are about that they lie right as they
/// are: nothing is proposed about them any more.
Project left_as_is(Project project, std::span<const Proposal> proposals);

/// Writes it at once or not at all. The comment at the head of a file that is replaced stays.
/// Throws `Error` (file).
void save_project(const Project& project, const std::filesystem::path& file);

/// Names the file of field checks in a project file that names none; every other line, comments
/// included, stays as it is. Throws `Error` (file).
void name_field_checks(const std::filesystem::path& project_file,
                       const std::filesystem::path& checks);

/// Every data set of a folder (not of those in it), in the order of their names; results of
/// earlier runs are left out. Throws `Error`
/// (file) if it holds none.
Project project_of_folder(const std::filesystem::path& folder);

/// One file or data set, all its layers.
Project project_of_dataset(const std::filesystem::path& dataset);

/// Files given by role: `--buildings FILE --hydrants FILE …`.
Project project_of_roles(std::span<const std::pair<Role, std::filesystem::path>> files);

/// What CITY on the command line means: a .toml file, a folder (its city.toml if it has one), or a
/// data set. Throws `Error` (file) if there is no such thing.
Project open_project(const std::filesystem::path& city);

}  // namespace firebreak::io
