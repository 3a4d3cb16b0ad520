/** Words of drawing on the map, in English. */
import type { drawVi } from './vi';

export const drawEn: Readonly<Record<keyof typeof drawVi, string>> = {
  'draw.act': 'Edit geometry', 'draw.add': 'Add an asset', 'draw.add_hint': 'Choose the kind, place it, then fill in the facts.', 'draw.go_on': '{kind} (go on with what is unfinished)',
  'draw.title': 'Edit the centreline', 'draw.new_roads': 'New road', 'draw.new_bridges': 'New bridge', 'draw.new_culverts': 'New culvert', 'draw.new_km-posts': 'New km post', 'draw.new_sections': 'New section',
  'draw.how': 'How to draw', 'draw.shape': 'Edit vertices', 'draw.end': 'Go on at the end', 'draw.start': 'Go on at the start',
  'draw.hint_shape': 'Drag a vertex to move it; drag a small dot between two to add one; right-click, or use the table, to remove one.',
  'draw.hint_end': 'Tap the map to add a vertex after the last one.', 'draw.hint_start': 'Tap the map to add a vertex before the first one.', 'draw.hint_point': 'Tap the map to place it; drag to move it.',
  'draw.snapped_post': 'Snapped to post {name}', 'draw.snapped_vertex': 'Snapped to a vertex of {kind} {name}', 'draw.snapped_segment': 'Snapped to the line of {kind} {name}',
  'draw.not_snapped': 'Not snapped: come near a road or km post', 'draw.nothing_to_snap': 'Nothing to snap to in view (zoom in to 13 or more)',
  'draw.undo': 'Undo', 'draw.redo': 'Redo', 'draw.size': '{n} vertices · {length}', 'draw.vertices': '{n} vertices',
  'draw.vertices_table': 'Vertex table', 'draw.lat_lon': 'Latitude, longitude', 'draw.vertex': 'Vertex {n}: latitude, longitude', 'draw.vertex_add': 'Add a vertex after vertex {n}', 'draw.vertex_remove': 'Remove vertex {n}',
  'draw.vertex_unreadable': 'Cannot be read. A good one: 9.2852000, 105.7240000 (latitude first)', 'draw.page': '{from}–{to} of {n}', 'draw.typed': 'Coordinates (latitude, longitude; one a line)',
  'draw.file': 'Take the geometry from a file', 'draw.file_hint': 'Choose or drop a GPX, KML, GeoJSON, zipped shapefile, GeoPackage, MapInfo or DXF file here. The file is not kept.', 'draw.choose': '{file} has {n} shapes: choose one', 'draw.unnamed': 'unnamed',
  'draw.kept': 'Unfinished drawing of {at} opened again.', 'draw.anew': 'Discard, start again', 'draw.preview': 'Show the effect', 'draw.change': 'Create: newly built', 'draw.correction': 'Create: was missing', 'draw.made': 'created',
  'draw.near': 'Roads near here (tap to take road and chainage):', 'draw.near_one': '{road} · {chainage} · {metres} away', 'draw.show_chainage': 'Show the chainage on the map',
  'draw.apart': 'The place on the map and the chainage are {metres} apart. Choose below which one counts.', 'draw.rests': 'The place rests on', 'draw.rests_map': 'The point on the map', 'draw.rests_chainage': 'Road and chainage',
  'draw.piece': 'Piece being drawn', 'draw.piece_n': 'Piece {n} of {of} ({vertices} vertices)', 'draw.piece_hint': 'The road has separate pieces; the others stay as they are.', 'draw.why.pieces': 'The road has no line: use “Change the road”', 'draw.why.no_undo': 'Nothing left to undo', 'draw.why.no_redo': 'Nothing to redo',
  'draw.why.no_place': 'No place yet: tap the map, or type road and chainage', 'draw.why.short': 'Needs two vertices at least', 'draw.why.first_page': 'This is the first page', 'draw.why.last_page': 'This is the last page',
  'fault.file-kind': '“{file}”: this kind of file is not taken. GPX, KML, GeoJSON, a zipped shapefile, GeoPackage, MapInfo, DXF and FlatGeobuf are.', 'fault.file-refused': '“{file}”: {cure}', 'fault.file-too-large': '“{file}” is larger than {limit} MB.', 'fault.file-unreadable': '“{file}” cannot be read: WGS 84 coordinates (longitude, latitude) are needed.',
  'fault.file-without-shape': '“{file}” has no fitting shape (points for bridges, culverts and posts; lines for roads).',
};
