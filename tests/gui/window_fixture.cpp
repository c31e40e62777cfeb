#include "gui/window_fixture.hpp"

#include <fmt/format.h>

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <fstream>

#include "gui/qt_texts.hpp"
#include "gui/theme.hpp"

namespace firebreak::test {

namespace {

constexpr double lon0 = 11.28;
constexpr double lat0 = 49.51;
constexpr double per_lon_m = 1 / 72300.0;  // degrees per metre at this latitude
constexpr double per_lat_m = 1 / 111220.0;

std::string place(double x, double y) {
  return fmt::format("[{:.8f},{:.8f}]", lon0 + x * per_lon_m, lat0 + y * per_lat_m);
}

class Features {
 public:
  void add(const std::string& properties, const char* type, const std::string& coordinates) {
    out_ += fmt::format(
        R"({}{{"type":"Feature","properties":{{{}}},"geometry":{{"type":"{}","coordinates":{}}}}})",
        out_.empty() ? "" : ",\n", properties, type, coordinates);
  }
  void write(const std::filesystem::path& file) const {
    std::ofstream(file) << R"({"type":"FeatureCollection","features":[)" << out_ << "]}\n";
  }

 private:
  std::string out_;
};

std::string line(std::initializer_list<std::pair<double, double>> points) {
  std::string all;
  for (const auto& [x, y] : points) all += (all.empty() ? "" : ",") + place(x, y);
  return "[" + all + "]";
}

std::string rectangle(double x0, double y0, double x1, double y1) {
  return "[" + line({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}) + "]";
}

}  // namespace

std::filesystem::path write_town(const std::filesystem::path& folder) {
  Features buildings;
  int number = 0;
  // Two rows of houses along the main street, one close row behind it along a lane 2.4 m wide.
  for (int i = 0; i < 20; ++i) {
    const double x = 20.0 * i;
    for (const double y : {6.0, -16.0, 18.4})
      buildings.add(fmt::format(R"("id":"b{0}","name":"House {0}","storeys":2)", ++number),
                    "Polygon", rectangle(x, y, x + (y == 18.4 ? 19.5 : 12), y + 10));
  }
  Features roads;
  roads.add(R"("id":"main","name":"Main Street","class":"secondary")", "LineString",
            line({{-100, 0}, {500, 0}}));
  roads.add(R"("id":"side","name":"Side Street","class":"residential")", "LineString",
            line({{-40, 0}, {-40, 200}}));
  roads.add(R"("id":"lane","name":"Narrow Lane","class":"residential")", "LineString",
            line({{-40, 17.2}, {400, 17.2}}));
  Features hydrants;
  hydrants.add(R"("id":"h1","status":"working")", "Point", place(50, 3));
  hydrants.add(R"("id":"h2","status":"defective")", "Point", place(300, 3));
  Features stations;
  stations.add(R"("id":"s1","name":"Fire Station")", "Point", place(-90, 5));
  Features obstacles;
  obstacles.add(R"("id":"o1","kind":"parked")", "Point", place(-40, 100));
  buildings.write(folder / "buildings.geojson");
  roads.write(folder / "roads.geojson");
  hydrants.write(folder / "hydrants.geojson");
  stations.write(folder / "stations.geojson");
  obstacles.write(folder / "obstacles.geojson");
  std::ofstream project(folder / "city.toml");
  project << "# A town for tests.\nname = \"Testhausen\"\ncrs = \"EPSG:25832\"\n";
  for (const char* role : {"buildings", "roads", "hydrants", "stations", "obstacles"})
    project << fmt::format("\n[[source]]\npath = \"{0}.geojson\"\nrole = \"{0}\"\n", role);
  return folder / "city.toml";
}

std::filesystem::path add_units(const std::filesystem::path& project,
                                const std::vector<TownUnit>& units) {
  Features features;
  for (const TownUnit& unit : units) {
    const auto& [low, high] = unit.degrees;
    std::string properties = fmt::format(R"("id":"{}","name":"{}")", unit.id, unit.name);
    if (unit.level > 0) properties += fmt::format(R"(,"level":{})", unit.level);
    features.add(properties, "Polygon",
                 fmt::format("[[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]", low.x_m,
                             low.y_m, high.x_m, high.y_m));
  }
  features.write(project.parent_path() / "units.geojson");
  std::ofstream(project, std::ios::app)
      << "\n[[source]]\npath = \"units.geojson\"\nrole = \"management_units\"\n";
  return project;
}

std::filesystem::path add_west(const std::filesystem::path& project) {
  return add_units(project, {{"west", "West", 0, {{11.27, 49.50}, {11.2827, 49.52}}}});
}

WindowTest::WindowTest() {
  start();
}

WindowTest::~WindowTest() {
  window_.reset();
  set_language(Language::en);
  gui::set_language_of_qt(Language::en);
}

void WindowTest::start() {
  settings_ = std::make_unique<gui::AppSettings>(dir_.path() / "window.ini");
  if (!settings_->value("language").isValid()) settings_->set_language(Language::en);
  set_language(settings_->language());
  // As the program does; and the test before this one may have left another.
  gui::apply_theme(*qApp, settings_->theme(), settings_->large());
  window_ = std::make_unique<gui::MainWindow>(*settings_);
  window_->ask_unsaved = [] { return gui::MainWindow::Answer::discard; };
  window_->resize(1200, 800);
  window_->show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(window_.get()));
}

void WindowTest::restart() {
  window_->close();
  window_.reset();
  settings_.reset();
  start();
}

void WindowTest::drop(const std::vector<std::filesystem::path>& files) {
  QList<QUrl> urls;
  for (const auto& file : files) urls += QUrl::fromLocalFile(QString::fromStdString(file.string()));
  QMimeData data;
  data.setUrls(urls);
  const QPoint place = window_->rect().center();
  QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(window_.get(), &enter);
  ASSERT_TRUE(enter.isAccepted());
  QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(window_.get(), &event);
}

void WindowTest::settle() {
  ASSERT_TRUE(QTest::qWaitFor(
      [this] { return !document().busy() && !document().drawing() && canvas().finished(); },
      120000));
  QTest::qWait(1);
}

void WindowTest::open(const std::filesystem::path& path) {
  window_->open(path);
  settle();
}

void WindowTest::assess() {
  press(Qt::Key_F9);
  ASSERT_TRUE(
      QTest::qWaitFor([this] { return document().results() && !document().busy(); }, 120000));
  settle();
}

void WindowTest::press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
  QTest::keyClick(window_.get(), key, modifiers);
}

void WindowTest::click(Xy at, Qt::KeyboardModifiers modifiers) {
  QTest::mouseClick(&canvas(), Qt::LeftButton, modifiers, canvas().to_screen(at).toPoint());
}

void WindowTest::drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers,
                      Qt::MouseButton button) {
  QTest::mousePress(&canvas(), button, modifiers, from);
  for (int step = 1; step <= 4; ++step) QTest::mouseMove(&canvas(), from + (to - from) * step / 4);
  QTest::mouseRelease(&canvas(), button, modifiers, to);
}

void WindowTest::trigger(const char* action) {
  QAction* found = window_->actions().find(action);
  ASSERT_NE(found, nullptr) << action;
  found->trigger();
}

QImage WindowTest::picture() {
  settle();
  return canvas().grab().toImage();
}

int pixels_like(const QImage& picture, const QColor& colour, int within) {
  int count = 0;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) {
      const QColor at = picture.pixelColor(x, y);
      count += std::abs(at.red() - colour.red()) <= within &&
                       std::abs(at.green() - colour.green()) <= within &&
                       std::abs(at.blue() - colour.blue()) <= within
                   ? 1
                   : 0;
    }
  return count;
}

}  // namespace firebreak::test
