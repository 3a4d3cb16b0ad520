/** From a place on the screen to the asset drawn there. */
import L from 'leaflet';
import type { CollectionId } from '../api/types';
import { DRAWN_FROM, symbolRadius } from '../symbology';
import type { CanvasTiles } from './canvasTiles';
import { pick, type HitRule } from './hit';
import { isShown, type Style } from './paint';
import type { TileFeature } from './tileData';

export interface Picked { readonly collection: CollectionId; readonly id: string; readonly feature: TileFeature }

function rules(zoom: number): readonly HitRule[] {
  const reach = symbolRadius(zoom);
  return [
    { layer: 'bridges', reach }, { layer: 'culverts', reach }, ...(zoom >= DRAWN_FROM['km-posts'] ? [{ layer: 'km-posts', reach: reach * 0.6 }] : []),
    { layer: 'sections', reach: 2 }, { layer: 'roads', reach: 2 }, { layer: 'waterways', reach: 1 },
  ];
}

function picked(feature: TileFeature | undefined): Picked | null {
  const id = feature?.attributes.id;
  return feature && id !== undefined ? { collection: feature.layer as CollectionId, id: String(id), feature } : null;
}

/** Below full detail sections have no id of their own: the road under them is found. */
export function pickAsset(map: L.Map, tiles: CanvasTiles, at: L.LatLng, tolerance: number, style: Style): Picked | null {
  const zoom = map.getZoom();
  const spot = tiles.at(map.project(at, zoom), zoom);
  if (!spot) return null;
  return picked(pick(spot.data, spot.x, spot.y, tolerance, rules(zoom), (feature) => isShown(feature, style) && feature.attributes.id !== undefined)?.feature);
}

export function pickCommune(map: L.Map, base: CanvasTiles, at: L.LatLng): Picked | null {
  const zoom = map.getZoom();
  const spot = base.at(map.project(at, zoom), zoom);
  return spot ? picked(pick(spot.data, spot.x, spot.y, 0, [{ layer: 'communes', reach: 0 }], () => true)?.feature) : null;
}
