#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace firebreak::test {

/// A drawing written group by group, as survey programs write it.
class DxfText {
 public:
  using Points = std::vector<std::pair<double, double>>;

  explicit DxfText(std::string version = "AC1015", std::string code_page = "ANSI_936")
      : head_("0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n" + version + "\n") {
    if (!code_page.empty()) head_ += "9\n$DWGCODEPAGE\n3\n" + code_page + "\n";
    head_ += "0\nENDSEC\n";
  }

  DxfText& block(const std::string& name, double radius = 0.5) {
    blocks_ += fmt::format(
        "0\nBLOCK\n8\n0\n2\n{}\n70\n0\n10\n0\n20\n0\n0\nCIRCLE\n8\n0\n10\n0\n20\n0\n40\n{}\n"
        "0\nENDBLK\n8\n0\n",
        name, radius);
    return *this;
  }
  DxfText& line(const std::string& layer, const Points& points, bool closed = false,
                const std::string& code = {}) {
    entities_ +=
        fmt::format("0\nLWPOLYLINE\n8\n{}\n90\n{}\n70\n{}\n", layer, points.size(), closed ? 1 : 0);
    for (const auto& [x, y] : points) entities_ += fmt::format("10\n{}\n20\n{}\n", x, y);
    return extended(code);
  }
  DxfText& rectangle(const std::string& layer, double x, double y, double w, double h,
                     const std::string& code = {}) {
    return line(layer, {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, true, code);
  }
  DxfText& label(const std::string& layer, double x, double y, const std::string& words,
                 double height = 2) {
    entities_ +=
        fmt::format("0\nTEXT\n8\n{}\n10\n{}\n20\n{}\n40\n{}\n1\n{}\n", layer, x, y, height, words);
    return *this;
  }
  DxfText& symbol(const std::string& layer, double x, double y, const std::string& name,
                  const std::vector<std::pair<std::string, std::string>>& attributes = {}) {
    entities_ += fmt::format("0\nINSERT\n8\n{}\n{}2\n{}\n10\n{}\n20\n{}\n", layer,
                             attributes.empty() ? "" : "66\n1\n", name, x, y);
    for (const auto& [tag, value] : attributes)
      entities_ += fmt::format("0\nATTRIB\n8\n{}\n10\n{}\n20\n{}\n40\n1\n1\n{}\n2\n{}\n", layer, x,
                               y, value, tag);
    if (!attributes.empty()) entities_ += "0\nSEQEND\n8\n" + layer + "\n";
    return *this;
  }
  std::string str() const {
    return head_ + "0\nSECTION\n2\nBLOCKS\n" + blocks_ + "0\nENDSEC\n0\nSECTION\n2\nENTITIES\n" +
           entities_ + "0\nENDSEC\n0\nEOF\n";
  }

 private:
  DxfText& extended(const std::string& code) {
    if (!code.empty()) entities_ += "1001\nSOUTH\n1000\n" + code + "\n";
    return *this;
  }

  std::string head_, blocks_, entities_;
};

}  // namespace firebreak::test
