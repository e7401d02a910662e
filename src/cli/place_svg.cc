#include "src/cli/place_svg.h"

#include <fmt/format.h>

#include <algorithm>

namespace fluid::cli {
namespace {

constexpr int kBox = 74, kHigh = 40, kGap = 6, kPerRow = 12, kTop = 64, kIndent = 14, kHead = 18;

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

std::string Short(const std::string& name) {
  constexpr size_t kMost = 11;
  return name.size() <= kMost ? name : "~" + name.substr(name.size() - kMost + 1);
}

class Drawing {
 public:
  explicit Drawing(const ranking::PlacePicture& picture) : boxes_(picture.boxes) {}

  // Boxes [from, to) share the first `depth` values of their paths. Tells the y below.
  int Draw(size_t from, size_t to, size_t depth, int y) {
    const size_t levels = boxes_[from].path.size();
    if (depth == levels) {
      for (size_t i = from; i < to; ++i) {
        const int column = static_cast<int>(i - from) % kPerRow, row = static_cast<int>(i - from) / kPerRow;
        Node(boxes_[i], kIndent * static_cast<int>(levels + 1) + column * (kBox + kGap),
             y + row * (kHigh + kGap));
      }
      return y + (static_cast<int>(to - from - 1) / kPerRow + 1) * (kHigh + kGap);
    }
    for (size_t i = from; i < to;) {
      size_t end = i;
      while (end < to && boxes_[end].path[depth] == boxes_[i].path[depth]) ++end;
      const std::string& value = boxes_[i].path[depth];
      const int x = kIndent * static_cast<int>(depth + 1), top = y;
      if (value.empty()) {
        y = Draw(i, end, depth + 1, y);
      } else {
        y = Draw(i, end, depth + 1, y + kHead) + kGap;
        frames_ += fmt::format(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"none\" stroke=\"#9aa4ae\"/>"
            "<text x=\"{}\" y=\"{}\" fill=\"#5b6670\">{}</text>\n",
            x, top, Width() - 2 * x, y - top - kGap / 2, x + 6, top + 13, Escaped(value));
        y += kGap / 2;
      }
      i = end;
    }
    return y;
  }

  int Width() const {
    const int levels = boxes_.empty() ? 0 : static_cast<int>(boxes_[0].path.size());
    return 2 * kIndent * (levels + 1) + kPerRow * (kBox + kGap);
  }
  const std::string& nodes() const { return nodes_; }
  const std::string& frames() const { return frames_; }

 private:
  void Node(const ranking::PlacePicture::Box& box, int x, int y) {
    const char* stroke = box.rank == 1 ? "#c2410c" : box.rejected.empty() ? "#2f6f4f" : "#c5ccd3";
    const char* text = box.rejected.empty() ? "#1c2329" : "#98a2ab";
    nodes_ += fmt::format(
        "<g><title>{}{}{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"#fff\" "
        "stroke=\"{}\" "
        "stroke-width=\"{}\"/><rect x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"7\" fill=\"#3b82c4\"/>"
        "<text x=\"{}\" y=\"{}\" fill=\"{}\">{}</text><text x=\"{}\" y=\"{}\" fill=\"{}\">{}</text></g>\n",
        Escaped(box.name), box.rejected.empty() ? "" : ": ", Escaped(box.rejected), x, y, kBox, kHigh, stroke,
        box.rank == 1 ? 3 : 1, x + 1, y + kHigh - 8, std::clamp(box.cached, 0.0, 1.0) * (kBox - 2), x + 4,
        y + 13, text, Escaped(Short(box.name)), x + 4, y + 27, text,
        Escaped(box.rank > 0 ? fmt::format("#{} {}", box.rank, box.score) : Short(box.rejected)));
  }
  const std::vector<ranking::PlacePicture::Box>& boxes_;
  std::string nodes_, frames_;
};

}  // namespace

std::string ToSvg(ranking::PlacePicture picture) {
  std::sort(picture.boxes.begin(), picture.boxes.end(), [](const auto& a, const auto& b) {
    return a.path != b.path ? a.path < b.path : a.name < b.name;
  });
  Drawing drawing(picture);
  const int height = picture.boxes.empty() ? kTop : drawing.Draw(0, picture.boxes.size(), 0, kTop);
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" font-family=\"sans-serif\" "
      "font-size=\"11\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#fbfcfd\"/><text x=\"14\" y=\"24\" "
      "font-size=\"15\">{}</text>\n"
      "<text x=\"14\" y=\"44\" fill=\"#5b6670\">blue: share of the job's data on the node; orange: where it "
      "runs; grey: "
      "kept out</text>\n{}{}</svg>\n",
      drawing.Width(), height + kGap, Escaped(picture.title), drawing.frames(), drawing.nodes());
}

}  // namespace fluid::cli
