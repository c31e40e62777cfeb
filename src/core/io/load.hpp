#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/project.hpp"
#include "core/model/city.hpp"
#include "core/normalise/intake.hpp"
#include "core/normalise/normalise.hpp"

namespace firebreak::io {

/// The layers of a project, and for each of them what was settled about it: by the project, and by
/// a mapping file as far as it fits.
struct ReadLayers {
  std::vector<SourceLayer> layers;
  std::vector<SourceSettings> settings;
};

/// What becomes of a source that cannot be read.
enum class Unreadable {
  refused,    ///< the whole city is
  set_aside,  ///< a layer without records stands for it and says why
};

/// Every layer of every source of a project as read, with what it is taken for; what the project
/// says about a source is applied, and for what it does not say, what mapping files remember about
/// such files. A remembered setting that does not fit a file is told and left out, and so is an
/// empty file that nobody has given a role, unless there is nothing else. For a source that the
/// project leaves out stands a layer without records. Throws `Error` (file) for a source that
/// cannot be read or lacks a layer or column named by the project, unless those are set aside, and
/// as `read_saved_mapping`.
ReadLayers read_layers_of(const Project& project, const Job& job,
                          Unreadable unreadable = Unreadable::refused);
std::vector<SourceLayer> read_and_recognise(const Project& project, const Job& job,
                                            Unreadable unreadable = Unreadable::refused);

/// The layers of some roles by their shapes alone, before the sources are read: of GeoPackages,
/// from which they come in a fraction of the time; nothing of other formats, nor of a source that
/// cannot be read (`read_and_recognise` says why). The roles are those of the first records.
std::vector<SourceLayer> first_look(const Project& project, std::span<const Role> roles,
                                    const Job& job);

/// What a layer was taken for, said in the present language.
struct ToldLayer {
  std::string reason;
  std::vector<std::string> assumed, proposed;
};
ToldLayer told(const SourceLayer& layer, const FieldDictionary& dictionary);

/// What a project says about making its city: the CRS and what was found on site. Throws as
/// `read_check_file`.
NormaliseOptions normalise_options(const Project& project);

/// Takes every proposal about the places of layers that has no rival into the project, until there
/// is none left, and says which; `by` is the name of who accepts them. Throws as `load`, but not
/// for a source without CRS.
std::vector<Proposal> accept_proposals(Project& project, std::string_view by, const Job& job);

/// The city of a project: `read_and_recognise`, then `normalise`. Throws as these do.
City load(const Project& project, const Job& job);

}  // namespace firebreak::io
