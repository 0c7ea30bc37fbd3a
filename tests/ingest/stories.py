"""Pages and feeds for the tests of fetching: stories of a paper that does not exist, made from a number so that each is another one."""
from html import escape

TOWNS = ["Beira", "Chokwe", "Tete", "Nampula", "Pemba", "Quelimane", "Xai-Xai", "Lichinga", "Maxixe", "Dondo", "Inhambane", "Nacala"]
PEOPLE = ["Celeste Mandlate", "Paulo Nhantumbo", "Ana Sitoe", "Jorge Machava", "Rosa Chissano", "Tomas Langa", "Ines Cumbe", "Abel Muianga"]
CAUSES = ["a burst dam", "heavy rain", "a failed pump", "a landslide", "high tides", "a broken culvert", "a blocked canal"]
WORKS = ["repair the bridge", "open two clinics", "move the market", "clear the road", "bring in drinking water", "rebuild the school", "extend the railway"]


def pick(values, number, step):
    return values[(number * step + number // len(values)) % len(values)]


def title(number):
    return f"{pick(TOWNS, number, 5)} to {pick(WORKS, number, 3)} after {pick(CAUSES, number, 2)} hits {20 + number} homes"


def paragraphs(number, edition=1):
    town, other = pick(TOWNS, number, 5), pick(TOWNS, number + 3, 7)
    speaker, second = pick(PEOPLE, number, 3), pick(PEOPLE, number + 2, 5)
    out = [
        f"{town.upper()}, Mozambique — At least {20 + number} families left their homes in {town} on Monday after {pick(CAUSES, number, 2)} "
        f"cut the road to {other}, the district administrator, {speaker}, said.",
        f"“We will {pick(WORKS, number, 3)} before the end of the month, and nobody will spend case {number} of this season without a roof,” "
        f"{speaker} told reporters at the town hall, where volunteers were handing out {300 + 7 * number} blankets and cooked meals.",
        f"The Red Cross said it needed ${number + 1}.{number % 10} million for shelters in {number % 9 + 2} quarters of the city. "
        f"{second}, who runs a shop near the station, said that water had stood {number % 40 + 30} centimetres high in her storeroom.",
        f"Engineers expect work on line {number} to take {number % 20 + 3} days. Trains between {town} and {other} will run again from Friday, "
        f"the railway said in a statement, and buses will leave every {number % 50 + 10} minutes until then.",
    ]
    if edition > 1:
        out.append(f"In edition {edition} of this report the number of families was confirmed by {second} of the relief committee on Wednesday.")
    return out


def page(number, edition=1, lead=None, canonical=None):
    """A page as papers have them: navigation, story, links to others, footer."""
    body = "".join(f"<p>{escape(one)}</p>\n" for one in ([lead] if lead else []) + paragraphs(number, edition))
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title(number))} | The Delagoa Courier</title>{link}'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(title(number))}">'
        f'<meta property="article:published_time" content="2026-11-{number % 20 + 1:02}T08:30:00+02:00"></head><body>'
        f'<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav>'
        f'<main><article><h1>{escape(title(number))}</h1>\n{body}</article></main>'
        f'<aside><h2>More</h2><ul><li><a href="/x">Cinema reopens</a></li></ul></aside>'
        f'<footer>© The Delagoa Courier. All rights reserved.</footer></body></html>'
    )


def rss(items, base):
    """items: (path, number[, stamp])."""
    out = ['<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Delagoa Courier</title><link>/</link>']
    for path, number, *stamp in items:
        dated = f"<pubDate>{stamp[0]}</pubDate>" if stamp else ""
        out.append(f"<item><title>{escape(title(number))}</title><link>{base}{path}</link>{dated}<description>{escape(paragraphs(number)[0])}</description></item>")
    return "".join(out) + "</channel></rss>"


def full_rss(numbers, base):
    """A feed that has the whole stories."""
    out = ['<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Delagoa Courier</title>']
    for number in numbers:
        html = "".join(f"<p>{escape(one)}</p>" for one in paragraphs(number))
        out.append(f"<item><title>{escape(title(number))}</title><link>{base}/full/{number}</link><content:encoded><![CDATA[{html}]]></content:encoded></item>")
    return "".join(out) + "</channel></rss>"


def sitemap(urls):
    return '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"


def sitemap_index(urls):
    return '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls) + "</sitemapindex>"
