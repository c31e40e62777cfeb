#include "gui/tile_store.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <QMetaObject>
#include <algorithm>
#include <bit>

#include "core/base/error.hpp"

namespace firebreak::gui {

namespace {

Box box_of(const render::TileKey& key) {
  const double side = render::TileKey::size * key.metres_per_pixel / key.pixel_ratio;
  return {{key.x * side, -(key.y + 1) * side}, {(key.x + 1) * side, -key.y * side}};
}

}  // namespace

std::size_t TileStore::KeyHash::operator()(const render::TileKey& key) const {
  std::uint64_t hash = std::bit_cast<std::uint64_t>(key.metres_per_pixel) * 0x9E3779B97F4A7C15U;
  hash ^= std::bit_cast<std::uint64_t>(key.pixel_ratio) + (hash << 6U) + (hash >> 2U);
  hash ^= static_cast<std::uint32_t>(key.x) * 0xC2B2AE3D27D4EB4FU + (hash << 6U) + (hash >> 2U);
  hash ^= static_cast<std::uint32_t>(key.y) * 0x165667B19E3779F9U + (hash << 6U) + (hash >> 2U);
  return hash;
}

TileStore::TileStore(QObject* parent) : QObject(parent) {
  const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
  for (unsigned i = 0; i < count; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
}

TileStore::~TileStore() {
  {
    const std::lock_guard lock(mutex_);
    queue_.clear();
    for (const auto& work : working_) work->stop.request_stop();
  }
  for (auto& thread : threads_) thread.request_stop();
  threads_.clear();  // joins: before the members that the threads use are gone
}

void TileStore::want(std::shared_ptr<const render::LiveScene> scene,
                     const std::vector<render::TileKey>& keys) {
  revision_ = scene->revision;
  const std::lock_guard lock(mutex_);
  for (const auto& work : working_)
    if (work->scene != scene || std::find(keys.begin(), keys.end(), work->key) == keys.end())
      work->stop.request_stop();
  scene_ = std::move(scene);
  queue_.clear();
  for (const auto& key : keys) {
    const bool painting = std::any_of(working_.begin(), working_.end(), [&](const auto& work) {
      return work->key == key && !work->stop.stop_requested();
    });
    if (!painting && !current(key)) queue_.push_back(key);
  }
  std::reverse(queue_.begin(), queue_.end());
  wake_.notify_all();
}

void TileStore::clear() {
  kept_.clear();
  use_.clear();
  bytes_ = 0;
  revision_ = 0;
  const std::lock_guard lock(mutex_);
  queue_.clear();
  scene_.reset();
  for (const auto& work : working_) work->stop.request_stop();
}

const QImage* TileStore::find(const render::TileKey& key) {
  const auto found = kept_.find(key);
  if (found == kept_.end()) return nullptr;
  use_.splice(use_.begin(), use_, found->second.use);
  return &found->second.image;
}

bool TileStore::current(const render::TileKey& key) const {
  const auto found = kept_.find(key);
  return found != kept_.end() && found->second.revision == revision_;
}

std::vector<render::TileKey> TileStore::others(double metres_per_pixel, double pixel_ratio,
                                               const Box& box) const {
  std::vector<render::TileKey> found;
  for (const auto& key : use_) {
    if (key.metres_per_pixel == metres_per_pixel || key.pixel_ratio != pixel_ratio) continue;
    if (!found.empty() && found.front().metres_per_pixel != key.metres_per_pixel) continue;
    if (box_of(key).intersects(box)) found.push_back(key);
  }
  return found;
}

void TileStore::set_limit(std::size_t bytes) {
  limit_ = bytes;
  make_room();
}

void TileStore::keep(const render::TileKey& key, std::uint64_t revision, QImage image) {
  auto found = kept_.find(key);
  if (found == kept_.end()) {
    use_.push_front(key);
    found = kept_.emplace(key, Kept{{}, 0, use_.begin()}).first;
  }
  // A stopped painter that had just finished may come after the one that took its place.
  if (found->second.revision > revision) return;
  bytes_ -= static_cast<std::size_t>(found->second.image.sizeInBytes());
  bytes_ += static_cast<std::size_t>(image.sizeInBytes());
  found->second.image = std::move(image);
  found->second.revision = revision;
  make_room();
}

void TileStore::make_room() {
  while (bytes_ > limit_ && kept_.size() > 1) {
    const auto last = kept_.find(use_.back());
    bytes_ -= static_cast<std::size_t>(last->second.image.sizeInBytes());
    kept_.erase(last);
    use_.pop_back();
  }
}

void TileStore::run(const std::stop_token& stop) {
  // The main thread goes first; the kernel asks for it per thread.
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 5);
  std::unique_lock lock(mutex_);
  while (wake_.wait(lock, stop, [this] { return !queue_.empty(); })) {
    auto work = std::make_shared<Work>();
    work->key = queue_.back();
    work->scene = scene_;
    queue_.pop_back();
    working_.push_back(work);
    lock.unlock();
    try {
      QImage image = render::paint_tile(*work->scene, work->key,
                                        Job(work->stop.get_token(), Job::Report(), 1));
      QMetaObject::invokeMethod(
          this,
          [this, key = work->key, revision = work->scene->revision,
           image = std::move(image)]() mutable {
            if (revision_ == 0 || revision > revision_) return;  // of a city closed meanwhile
            keep(key, revision, std::move(image));
            emit tile_ready();
          },
          Qt::QueuedConnection);
    } catch (const Cancelled&) {
      // Nobody wants it any more.
    }
    lock.lock();
    std::erase(working_, work);
  }
}

}  // namespace firebreak::gui
