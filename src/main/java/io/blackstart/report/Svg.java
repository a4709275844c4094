package io.blackstart.report;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Makes the library's SVG fit to stand in a page: stand-in colours become custom properties of the page, so that it follows light,
 * dark and print; its own style sheet, which would leak into the page, goes; ids, drawn by lot, are counted instead, so that a report
 * comes out the same each time; clip paths go, since nothing is drawn outside and names may need the room; numbers lose the digits no
 * screen shows. Title and description are added for readers who hear it.
 */
final class Svg {
    private static final Pattern STAND_IN = Pattern.compile("rgb\\(1, ?1, ?(\\d{1,2})\\)|#0101([0-9a-f]{2})");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(?:E-?\\d+)?");
    private static final Set<String> DROPPED_ELEMENTS = Set.of("style", "defs");
    private static final Set<String> DROPPED_ATTRIBUTES = Set.of("clip-bounds-jfx", "clip-path");
    private static final Set<String> OPAQUE = Set.of("stroke-opacity", "fill-opacity");

    private final String prefix;
    private final Map<String, String> ids = new HashMap<>();
    private final StringBuilder out = new StringBuilder();

    private Svg(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The markup for a page.
     *
     * @param svg from the library
     * @param prefix of all its ids, unlike that of any other chart on the page
     * @param title short, read aloud
     * @param description what the chart shows, read aloud
     */
    static String inline(String svg, String prefix, String title, String description) {
        var writer = new Svg(prefix);
        Element root = parse(svg).getDocumentElement();
        double width = Double.parseDouble(root.getAttribute("width"));
        double height = Double.parseDouble(root.getAttribute("height"));
        writer.out
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 ")
                .append(trimmed(width))
                .append(' ')
                .append(trimmed(height))
                .append("\" aria-labelledby=\"")
                .append(prefix)
                .append("-t ")
                .append(prefix)
                .append("-d\"><title id=\"")
                .append(prefix)
                .append("-t\">")
                .append(escaped(title))
                .append("</title><desc id=\"")
                .append(prefix)
                .append("-d\">")
                .append(escaped(description))
                .append("</desc>");
        writer.children(root);
        return writer.out.append("</svg>").toString();
    }

    private static Document parse(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("the chart library drew no SVG: " + e.getMessage(), e);
        }
    }

    private void children(Element element) {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                element(inner);
            } else if (child.getNodeType() == Node.TEXT_NODE) {
                String text = child.getNodeValue().strip();
                out.append(escaped(text));
            }
        }
    }

    private void element(Element element) {
        String name = element.getTagName();
        boolean empty = element.getFirstChild() == null
                || (element.getElementsByTagName("*").getLength() == 0
                        && element.getTextContent().isBlank());
        if (DROPPED_ELEMENTS.contains(name)
                || (empty && (name.equals("g") || element.getAttributes().getLength() == 0))) {
            return;
        }
        out.append('<').append(name);
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            attribute(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
        }
        if (empty) {
            out.append("/>");
            return;
        }
        out.append('>');
        children(element);
        out.append("</").append(name).append('>');
    }

    private void attribute(String name, String value) {
        if (DROPPED_ATTRIBUTES.contains(name) || (OPAQUE.contains(name) && value.equals("1.0")) || value.isBlank()) {
            return;
        }
        String written = value.strip();
        if (name.equals("id")) {
            written = id(written);
        } else {
            written = written.replace("font-family:sans-serif;", "");
            written = replaced(STAND_IN, written, Svg::property);
            written = replaced(NUMBER, written, match -> trimmed(Double.parseDouble(match.group())));
        }
        out.append(' ').append(name).append("=\"").append(escaped(written)).append('"');
    }

    private String id(String random) {
        return ids.computeIfAbsent(random, key -> prefix + "-" + ids.size());
    }

    private static String property(MatchResult match) {
        String decimal = match.group(1);
        int code = decimal == null ? Integer.parseInt(match.group(2), 16) : Integer.parseInt(decimal);
        return "var(--chart-" + code + ")";
    }

    private static String replaced(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
    }

    private static String trimmed(double value) {
        BigDecimal rounded =
                new BigDecimal(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
