#pragma once

#include <QImage>
#include <QObject>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <unordered_map>
#include <vector>

#include "render/tile.hpp"

namespace firebreak::gui {

/// Painted tiles, kept as long as they fit into the memory allowed, and the threads that paint
/// those wanted. A new wish replaces the one before it: what nobody wants any more is stopped, and
/// nothing is ever waited for. All calls from the main thread.
class TileStore : public QObject {
  Q_OBJECT
 public:
  explicit TileStore(QObject* parent = nullptr);
  ~TileStore() override;

  /// Paints these tiles of the scene, the first ones first; those that are there already are not
  /// painted again.
  void want(std::shared_ptr<const render::LiveScene> scene,
            const std::vector<render::TileKey>& keys);
  /// Forgets the scene and all tiles.
  void clear();

  /// The newest picture of a tile, maybe of an older scene; null if there is none. Valid until the
  /// main thread returns to its event loop.
  const QImage* find(const render::TileKey& key);
  /// True if the tile shows the scene of the last wish.
  bool current(const render::TileKey& key) const;
  /// Tiles of another resolution that touch a box (city metres), coarsest first: what is shown
  /// while the right ones are painted.
  std::vector<render::TileKey> others(double metres_per_pixel, double pixel_ratio,
                                      const Box& box) const;

  /// Bytes of pictures kept at most.
  void set_limit(std::size_t bytes);
  std::size_t bytes() const { return bytes_; }

 signals:
  /// A tile that is wanted has come.
  void tile_ready();

 private:
  struct KeyHash {
    std::size_t operator()(const render::TileKey& key) const;
  };
  struct Kept {
    QImage image;
    std::uint64_t revision = 0;
    std::list<render::TileKey>::iterator use;
  };
  struct Work {
    render::TileKey key;
    std::stop_source stop;
    std::shared_ptr<const render::LiveScene> scene;
  };

  void run(const std::stop_token& stop);
  void keep(const render::TileKey& key, std::uint64_t revision, QImage image);
  void make_room();

  std::unordered_map<render::TileKey, Kept, KeyHash> kept_;
  std::list<render::TileKey> use_;  ///< last used first
  std::size_t bytes_ = 0;
  std::size_t limit_ = std::size_t{256} << 20U;
  std::uint64_t revision_ = 0;

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable_any wake_;
  std::shared_ptr<const render::LiveScene> scene_;
  std::vector<render::TileKey> queue_;  ///< next one last
  std::vector<std::shared_ptr<Work>> working_;
  std::vector<std::jthread> threads_;
};

}  // namespace firebreak::gui
