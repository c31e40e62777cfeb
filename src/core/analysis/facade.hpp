#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/model/city.hpp"

/// The part of a building's outline that a hose can be laid to, and how much of it discs cover
/// (algorithms 2.3, exact form: intervals on straight wall segments, no sampling).
namespace firebreak {

/// A part of a straight segment, as shares 0…1 of its length.
struct Stretch {
  double from = 0;
  double to = 0;
};

/// A straight piece of wall.
struct WallPiece {
  Xy a;
  Xy b;
};

struct Disc {
  Xy centre;
  double radius_m = 0;
};

/// Which walls count as facade.
struct FacadeRule {
  double party_wall_m = 0.6;  ///< nearer than this to another building: party wall, not facade
  double courtyard_m = 24;    ///< walls of a courtyard count if its short side is wider than this
};

/// A building whose free walls add up to less than this has no facade to lay a hose to.
inline constexpr double least_facade_m = 0.5;

/// The part of ab inside the closed disc; empty if they do not meet.
std::optional<Stretch> stretch_in_disc(Xy a, Xy b, const Disc& disc);

/// The part of ab whose distance to the segment cd is at most `within_m` (one stretch, because the
/// points near a segment form a convex set).
std::optional<Stretch> stretch_near(Xy a, Xy b, Xy c, Xy d, double within_m);

/// Sorts the stretches and joins those that overlap or touch.
void join_stretches(std::vector<Stretch>& stretches);

/// Short side of the smallest rectangle (any direction) around a ring; 0 for a degenerate one.
double short_side_m(std::span<const Xy> ring);

/// Appends all walls of building `f` that face open air or a wide courtyard, party walls included.
void append_walls(const Shapes& buildings, std::size_t f, const FacadeRule& rule,
                  std::vector<WallPiece>& out);

/// Works out the facade of one building after another. One object per thread: it keeps scratch
/// memory. The table must outlive it.
class FacadeFinder {
 public:
  FacadeFinder(const Table<Building>& buildings, const FacadeRule& rule)
      : buildings_(buildings), rule_(rule) {}

  /// Appends the exposed walls of building `f`: its walls minus every part within
  /// `party_wall_m` of another building or inside one. Slivers (`obstacle_only`) are no buildings.
  void append_exposed(std::size_t f, std::vector<WallPiece>& out);

  /// True if building `f` has less than `least_facade_m` of exposed wall.
  bool enclosed(std::size_t f);

  /// The exposed walls of the buildings that an enclosed building adjoins, or those they adjoin
  /// if they are enclosed too (up to three steps); its own walls if there are none.
  void append_adjoining(std::size_t f, std::vector<WallPiece>& out);

 private:
  void find_neighbours(std::size_t f, double within_m);
  void append_free_parts(const WallPiece& wall, std::vector<WallPiece>& out);

  const Table<Building>& buildings_;
  FacadeRule rule_;
  std::vector<std::uint32_t> neighbours_;
  std::vector<Stretch> taken_;
  std::vector<WallPiece> walls_;
  std::vector<WallPiece> free_parts_;
};

double total_length_m(std::span<const WallPiece> walls);

/// Share 0…1 of the walls' length inside the union of the discs; exactly 1 if no part is outside.
/// `scratch` only saves allocations. 0 without walls.
double covered_share(std::span<const WallPiece> walls, std::span<const Disc> discs,
                     std::vector<Stretch>& scratch);

/// The share from which walls count as wholly covered.
inline constexpr double full_share = 1 - 1e-9;

}  // namespace firebreak
