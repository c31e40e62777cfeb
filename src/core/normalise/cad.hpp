#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/raw.hpp"

/// Survey drawings: lines, texts and symbols whose meaning stands in layer names, codes and the
/// texts inside (planner.md 5.2 and 5.6). They become layers such as other sources give.
namespace firebreak {

/// What a layer or block of a drawing is for.
enum class CadUse : std::uint8_t {
  annotation,  ///< texts that speak about what lies below them
  other,       ///< looked at like any layer
  aside,       ///< frames, spot heights, contours
  buildings,
  centrelines,
  hydrants,
  water_mains,
  water,
  road_edges,
};
inline constexpr std::size_t cad_use_count = 9;
/// The word of data/mapping/cass.toml.
std::string_view cad_use_name(CadUse use);

/// data/mapping/cass.toml as read. Words are in capitals.
struct CadRules {
  std::vector<std::pair<CadUse, std::string>> layer_words;
  std::vector<std::string> hydrant_blocks;
  std::map<std::string, std::string, std::less<>> code_words;  ///< "141111" -> "砼"
};

/// What a layer of that name is for; `other` if no word fits.
CadUse cad_layer_use(std::string_view layer, const CadRules& rules);
/// True if a block of that name stands for a hydrant.
bool is_hydrant_block(std::string_view block, const CadRules& rules);

/// One object of a drawing; its geometry is the feature of the same position.
struct CadEntity {
  std::int64_t fid = 0;
  std::string layer;
  std::string text;        ///< of a label, decoded
  double text_height = 0;  ///< in units of the drawing
  std::string block;       ///< name of the symbol placed here
  std::string code;        ///< survey code of the extended data
  std::vector<std::pair<std::string, std::string>> attributes;  ///< tag, value
};

struct CadDrawing {
  std::string path;
  std::string encoding;
  bool encoding_guessed = false;
  Shapes shapes;
  std::vector<CadEntity> entities;
  std::vector<Issue> issues;
};

/// A layer without features, set up as the reader of a drawing makes them.
RawLayer layer_of_drawing(const CadDrawing& drawing, std::string name);

/// The scale that the texts of a drawing tell, 500 of "1:500": the coarsest of several, none if
/// they tell none.
std::optional<double> cad_scale(const CadDrawing& drawing);

/// What the text in an outline says: "砼6-1" is structure "砼", storeys "6/-1".
struct OutlineText {
  std::string structure;
  std::string storeys;
};
/// None for a text of another kind: a name, a house number such as "6A", a height such as "36.5". A
/// number alone counts only where `number_counts`, and up to 40.
std::optional<OutlineText> parse_outline_text(std::string_view text, bool number_counts);

/// The buildings of one layer of a drawing.
struct CadBuildings {
  RawLayer buildings;                ///< polygons
  RawLayer ruins;                    ///< polygons of destroyed buildings
  std::vector<std::uint8_t> used{};  ///< one per entity of the drawing: 1 = went into these
};
/// Closed lines are outlines; open ones are joined where their ends lie within 5 cm of a line, and
/// the faces between them are outlines if a text says so or open lines are most of their boundary.
/// The text inside (the largest; else the nearest within 2 m) says structure and storeys, then the
/// code. Smaller outlines inside another are taken out of it. What stays open is reported.
CadBuildings cad_buildings(const CadDrawing& drawing, std::string_view layer, const CadRules& rules,
                           const Job& job);

/// The layers of a drawing, each with the role its name proposes: outlines, carriageways and their
/// middle lines, hydrants, and what is left by layer, kind of geometry and block.
std::vector<RawLayer> cad_layers(const CadDrawing& drawing, const CadRules& rules, const Job& job);

}  // namespace firebreak
